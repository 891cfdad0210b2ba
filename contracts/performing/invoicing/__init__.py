"""Invoices (发票): recorded on a contract while it is performed, none twice in the house, cancelled with a reason."""
