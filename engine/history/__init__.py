"""The history: append-only, one hash chain for each instance and one more, `house`."""

from engine.history.chains import entries, hash_of, hashed_text, hold_house, record
from engine.history.verifying import Fault, verify
from engine.locking import HOUSE

__all__ = ["HOUSE", "Fault", "entries", "hash_of", "hashed_text", "hold_house", "record", "verify"]
