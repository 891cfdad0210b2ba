"""The ledger as pages and endpoints ask for it: filters, what is shown, rows, exports."""
