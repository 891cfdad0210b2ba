"""Sealing (用印): the company's seals, and a PDF under one of them that begins with the bytes that were approved."""
