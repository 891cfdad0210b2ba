"""HTML over the use cases: one page's views a file."""
