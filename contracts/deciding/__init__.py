"""Deciding (办理): a work item is completed, handed over, urged; what its holder may see, and the digest of what was shown."""
