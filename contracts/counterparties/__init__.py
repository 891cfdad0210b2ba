"""Counterparties (相对方): the directory of whom we make contracts with, their papers, the blacklist."""
