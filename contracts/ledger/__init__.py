"""The ledger (台账): its columns, filters, totals and pages; as of any past day; the views that people save of it; its export."""
