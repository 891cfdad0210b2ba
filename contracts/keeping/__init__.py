"""Keeping: backup and restore, and the answers that a repeated request gets again."""
