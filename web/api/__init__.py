"""One resource a file: what a page can do, for programs."""
