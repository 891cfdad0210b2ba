"""Performing (履行): each row of the payment plan lives as an obligation, is settled with its receipt, and is shown as it stands."""
