"""The demo company: its people, and contracts in every stage, made through the use cases with a told clock."""
