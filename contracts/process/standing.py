"""Whether a contract may still be changed: once it is filed or cancelled, it is only read."""

from __future__ import annotations

from contracts.records import Contract
from engine.errors import Refusal, _l


class ReadOnly(Refusal):
    """The contract is in the archive, or was cancelled; facts: contract, status, file_number."""

    code, status = "read-only", 409
    title = _l("This contract is closed: it can only be read.")
    hint = _l("What the archive holds stays as it is. Draft a new contract for what has to change.")


def is_read_only(contract: Contract) -> bool:
    """Is it filed (also while its package is being made) or ended?"""
    return contract.status != "running" or contract.file_number is not None


def require_open(contract: Contract) -> None:
    """Raises ReadOnly for a contract that may not be changed any more."""
    if is_read_only(contract):
        raise ReadOnly(contract=contract.id, status=contract.status, file_number=contract.file_number)
