"""What the entries of the history are called where people read them."""

from __future__ import annotations

from flask_babel import gettext

from engine.errors import _l

ACTS = {
    "started": _l("started"), "asked": _l("asked"), "claimed": _l("took it"), "released": _l("put it back"), "completed": _l("decided"),
    "decided": _l("decision table applied"), "returned": _l("returned it"), "route-changed": _l("changed the way"),
    "taken-back": _l("took it back"),
    "handed-over": _l("handed it over"),
    "passed": _l("passed on"), "late": _l("was late"), "escalated": _l("went to the superior"), "closed": _l("closed"),
    "cancelled": _l("cancelled it"), "ended": _l("came to its end"), "ledger": _l("moved in the ledger"), "urged": _l("reminded"),
    "sealed": _l("applied the seal"), "signed": _l("recorded the signature"), "package-made": _l("made the package"),
    "obligations-opened": _l("opened the payment plan"), "job-done": _l("job done"), "job-error": _l("job ended with an error"),
    "incident": _l("got stuck"), "retried": _l("tried again"), "timer-fired": _l("the time came"), "message": _l("a message came"),
    "took-effect": _l("took effect on its main contract"),
    "linked": _l("linked the contract that renews it"),
    "suspended": _l("suspended it"), "resumed": _l("resumed it"), "published": _l("published"), "frozen": _l("froze the text"),
    "submitted": _l("submitted"), "settled": _l("settled"), "archived": _l("archived"), "filed": _l("filed"),
    "saved": _l("saved the draft"),
    "logged-in": _l("signed in"), "logged-out": _l("signed out"), "login-refused": _l("was refused at sign-in"),
    "password-changed": _l("changed their password"), "password-reset": _l("gave a new password"),
    "user-added": _l("added a person"), "user-changed": _l("changed a person"), "user-disabled": _l("disabled a person"),
    "user-enabled": _l("enabled a person"), "profile-changed": _l("changed their own settings"),
    "department-added": _l("added a department"), "department-changed": _l("changed a department"),
    "department-removed": _l("removed a department"), "group-added": _l("added a group"), "group-changed": _l("changed a group"),
    "group-removed": _l("removed a group"), "stand-in-set": _l("named a stand-in"), "stand-in-ended": _l("ended a stand-in"),
    "token-issued": _l("issued a token"), "token-revoked": _l("revoked a token"), "day-set": _l("changed a day of the calendar"),
    "day-unset": _l("gave a day back to the official calendar"), "company-seeded": _l("filled in the company"),
    "project-added": _l("added a project"), "project-changed": _l("changed a project"),
    "project-turned": _l("started, closed or reopened a project"),
    "project-members-changed": _l("changed the people of a project"), "budget-line-added": _l("added a budget line"),
    "budget-line-changed": _l("changed a budget line"),
    "template-uploaded": _l("uploaded a template"), "template-arrived": _l("brought a template with a release"),
    "template-changed": _l("changed a template's fields"), "template-submitted": _l("submitted a template"),
    "template-sent-back": _l("sent a template back"), "template-published": _l("published a template"),
    "template-retired": _l("retired a template"), "template-reinstated": _l("took a template's retirement back"),
    "template-replaced": _l("replaced a template's version"),
    "counterparty-added": _l("added a counterparty"), "counterparty-changed": _l("changed a counterparty"),
    "counterparty-blacklisted": _l("put a counterparty on the blacklist"),
    "counterparty-blacklisting-lifted": _l("took a counterparty from the blacklist"),
    "counterparty-merged": _l("merged two counterparties"), "account-confirmed": _l("confirmed a bank account"),
    "counterparty-paper-added": _l("added a paper of a counterparty"),
    "counterparty-paper-removed": _l("removed a paper of a counterparty"),
    "invoice-recorded": _l("recorded an invoice"), "invoice-cancelled": _l("cancelled an invoice"),
    "paper-brought": _l("uploaded a required paper"),
    "paper-replaced": _l("replaced a required paper"), "paper-withdrawn": _l("withdrew a required paper"),
    "type-added": _l("added a contract type"), "type-changed": _l("changed a contract type"),
    "type-retired": _l("retired a contract type"), "type-brought-back": _l("brought a contract type back"),
    "type-restored": _l("restored a contract type as shipped"),
    "imported": _l("imported it"), "begun": _l("began at its stage"), "import-begun": _l("began an import"),
    "import-done": _l("finished an import"), "import-taken-back": _l("took an import back"),
    "counterparty-removed": _l("removed a counterparty that an import had brought"),
    "first-administrator-made": _l("made the first administrator"),
}


def act_name(act: str) -> str:
    """The act in the reader's language; one that is not known here as it stands."""
    return gettext(ACTS[act]) if act in ACTS else act
