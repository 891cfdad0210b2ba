"""Drafting (拟定): begin a contract, save its draft at any time, look at the document, submit it."""
