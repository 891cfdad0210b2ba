"""Flask: pages and API over the same use cases; it holds none."""
