"""Signing (用印、签署): our seals, a PDF under one that begins with the approved bytes, and what the counterparty signed."""
