"""Counterparties in the API: the resource and its schemas."""
