"""Contracts of a house's spreadsheets (导入): a template, a dry run, then one contract a transaction under a batch."""
