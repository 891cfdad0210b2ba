"""Signing (用印、签署): the company's seals, a PDF under one of them that begins with the approved bytes, and what the counterparty signed."""
