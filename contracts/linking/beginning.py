"""Begin a contract that belongs to another: an order, a supplement, a change, a termination, a renewal; filled from its main contract."""

from __future__ import annotations

from contracts.deciding.asked import seen_contract
from contracts.documents.templates import Template, pinned
from contracts.drafting.starting import Begun, begin, new_contract
from contracts.linking.filling import columns_of, rows_of, values_of
from contracts.linking.possible import EDITION, possible_links
from contracts.linking.relations import effect_form
from contracts.linking.texts import TEXTS, pin_text
from contracts.records import Contract
from contracts.templates.offered import NotOffered, pin_offered
from contracts.types.catalog import type_of
from engine.desk import Desk
from engine.errors import Invalid, NotFound, NotYours, Refusal, _l


class NotLinkable(Refusal):
    """No contract with this relation can be begun under this one now; facts: contract, relation, stage, status."""

    code, status = "not-linkable", 409
    title = _l("No such contract can be begun under this one.")
    hint = _l("Orders, supplements, changes and terminations need a signed contract that is being performed; "
              "a renewal needs one that is not renewed yet.")


def begin_linked(desk: Desk, parent_id: str, relation: str, template: str = "") -> Begun:
    """Begin a linked contract; the actor, who sees the main contract and may start contracts, is its drafter.

    `template` chooses the text of an order. Raises NotFound, NotYours, NotLinkable, Invalid.
    """
    parent = seen_contract(desk, parent_id)
    if not desk.house.authority.allows(desk, "start", EDITION):
        raise NotYours(act="start", key=EDITION)
    return begin(desk, linked_contract(desk, parent, relation, template))


def linked_contract(desk: Desk, parent: Contract, relation: str, template: str = "") -> Contract:
    """The record of a linked draft, filled; its instance is still to be started. Raises NotLinkable, Invalid, NotFound."""
    possible = next((one for one in possible_links(desk, parent) if one.relation == relation), None)
    if possible is None:
        raise NotLinkable(contract=parent.id, relation=relation[:20], stage=parent.stage, status=parent.status)
    if possible.texts and template not in {one.key for one in possible.texts}:
        raise Invalid(fields={"template": _l("Choose one of the values offered.")})
    chosen = _text(desk, parent, relation, template)
    kind = type_of(desk, chosen.type if relation == "order" else parent.type)
    contract = new_contract(desk, chosen, kind, parent_id=parent.id, relation=relation, **columns_of(parent, relation))
    if kind.tax_rate != type_of(desk, parent.type).tax_rate:
        contract.tax_rate = kind.tax_rate                 # of an order that is for something else: a service under a purchase of goods
    if kind.direction != "either":
        contract.direction = kind.direction
    asked = effect_form(relation).defaults() if relation in TEXTS else {}
    contract.values = {**contract.values, **asked, **values_of(parent, relation)}
    if relation == "renewal":
        desk.session.add_all(rows_of(desk, parent, contract.id))      # its look at the old rows has written the contract they belong to
    return contract


def _text(desk: Desk, parent: Contract, relation: str, template: str) -> Template:
    if relation in TEXTS:
        return pin_text(desk.house, relation)
    if relation == "order":
        return pin_offered(desk, template)
    try:
        return pin_offered(desk, parent.template)
    except (NotFound, NotOffered):                    # retired since: the same text again
        return pinned(desk.house, parent.template_version)
