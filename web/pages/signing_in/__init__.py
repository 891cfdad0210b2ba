"""Coming in: login, first administrator, passwords."""
