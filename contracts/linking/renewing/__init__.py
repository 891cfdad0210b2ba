"""The end of a contract's term (届满): an instance watches over it, asks its owner in time, reminds, and closes the term."""
