"""What people read of contracts: inbox, decision page, contract page, ledger, what runs. Nothing here writes."""
