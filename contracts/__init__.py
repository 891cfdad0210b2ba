"""The domain: people, contracts, documents, signatures, obligations, archive, ledger. Knows the engine, not the web."""
