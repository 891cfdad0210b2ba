"""Bank accounts are confirmed by finance: somebody else than who gave or changed them."""

from __future__ import annotations

from contracts.counterparties.allowed import require_confirmer
from contracts.counterparties.directory import Kept, held
from contracts.counterparties.telling import tell
from engine.desk import Desk
from engine.errors import ChangedMeanwhile, Refusal, _l


class OwnAccountChange(Refusal):
    """Nobody confirms the account that they gave themselves."""

    code, status = "own-account-change", 409
    title = _l("You gave this bank account yourself.")
    hint = _l("Somebody else of finance confirms it.")


class NothingToConfirm(Refusal):
    """There is no account, or it is confirmed."""

    code, status = "nothing-to-confirm", 409
    title = _l("There is no bank account to be confirmed.")
    hint = _l("Open it again: somebody else may have confirmed it.")


def confirm_account(desk: Desk, counterparty_id: int, version: int) -> Kept:
    """Say that the account which that version of the page showed is theirs.

    Raises NotYours, NotFound, Merged, ChangedMeanwhile, NothingToConfirm, OwnAccountChange.
    """
    require_confirmer(desk)
    row = held(desk, counterparty_id)
    if row.version != version:
        raise ChangedMeanwhile(counterparty=counterparty_id)        # what was held against the bank's letter is not what stands here now
    if row.account_state not in ("new", "changed"):
        raise NothingToConfirm(counterparty=counterparty_id)
    if row.account_by == desk.actor.user:
        raise OwnAccountChange(counterparty=counterparty_id)
    row.confirmed_by, row.confirmed_at = desk.actor.user, desk.now
    tell(desk, row, "account-confirmed", {"given_by": row.account_by})
    return Kept(row.id, version + 1)
