"""Forms: JSON files of an edition, read and checked on the server by one definition; docs/decisions.md has the format."""
