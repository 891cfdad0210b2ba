"""The pages of the directory of counterparties."""
