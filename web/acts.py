"""What the entries of the history are called where people read them."""

from __future__ import annotations

from flask_babel import gettext

from engine.errors import _l

ACTS = {
    "started": _l("started"), "asked": _l("asked"), "claimed": _l("took it"), "released": _l("put it back"), "completed": _l("decided"),
    "decided": _l("decision table applied"), "returned": _l("returned it"), "taken-back": _l("took it back"),
    "handed-over": _l("handed it over"),
    "passed": _l("passed on"), "late": _l("was late"), "escalated": _l("went to the superior"), "closed": _l("closed"),
    "cancelled": _l("cancelled it"), "ended": _l("came to its end"), "ledger": _l("moved in the ledger"), "urged": _l("reminded"),
    "sealed": _l("applied the seal"), "signed": _l("recorded the signature"), "package-made": _l("made the package"),
    "obligations-opened": _l("opened the payment plan"), "job-done": _l("job done"), "job-error": _l("job ended with an error"),
    "incident": _l("got stuck"), "retried": _l("tried again"), "timer-fired": _l("the time came"), "message": _l("a message came"),
    "suspended": _l("suspended it"), "resumed": _l("resumed it"), "published": _l("published"), "frozen": _l("froze the text"),
    "submitted": _l("submitted"), "settled": _l("settled"), "archived": _l("archived"), "filed": _l("filed"),
    "saved": _l("saved the draft"),
}


def act_name(act: str) -> str:
    """The act in the reader's language; one that is not known here as it stands."""
    return gettext(ACTS[act]) if act in ACTS else act
