"""One row of the contracts' sheet, read by itself: what it asks for, and everything that is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from contracts.archive.file_numbers import SHAPE
from contracts.forms.credit_codes import BadCreditCode, read_credit_code
from contracts.importing import findings as say
from contracts.importing.cells import Wrong, is_empty, read_cell, read_choice, shown
from contracts.importing.columns import BY_NAME, CHOICES, CONTRACTS, CURRENCIES, OF_CONTRACTS, folded, words
from contracts.importing.findings import Found
from contracts.importing.known import Called, Known
from contracts.importing.wanted import Wanted, WantedPayment
from contracts.money.taxes import RATES

WORDS = {name: words(name) for name in CHOICES}
RATES_KNOWN = frozenset(rate.rate for rate in RATES)
NOTHING = Decimal(0)


class OneRow:
    """Reads a row; `found` has what is wrong. `plan`: what the sheet of the payment plan says of this contract."""

    def __init__(self, known: Known, language: str, number: int, cells: Mapping[str, Any], plan: Sequence[WantedPayment]) -> None:
        self.known, self.language, self.number, self.cells, self.plan = known, language, number, cells, plan
        self.found: list[Found] = []
        self.values: dict[str, Any] = {}

    def read(self) -> Wanted | None:
        """The contract that the row asks for; None where anything is wrong."""
        for column in OF_CONTRACTS:
            self.values[column.name] = self._cell(column.name)
        for name in ("stage", "direction", "risk", "retention"):
            self.values[name] = self._choice(name)
        self._type()
        self._party()
        self._owner()
        self._project()
        self._dates()
        self._filing()
        plan = self._payments()
        return None if any(one.is_error for one in self.found) else self._wanted(plan)

    def say(self, column: str, sentence: str, level: str = "error", **facts: Any) -> None:
        """Note a finding in this cell."""
        self.found.append(Found(self.number, column, level, sentence, facts, shown(self.cells.get(column))))

    def warn(self, column: str, sentence: str, **facts: Any) -> None:
        self.say(column, sentence, "warning", **facts)

    def _cell(self, name: str) -> Any:
        column = BY_NAME[CONTRACTS][name]
        try:
            value = read_cell(column, self.cells.get(name))
        except Wrong as wrong:
            self.say(name, wrong.sentence, **wrong.facts)
            return None
        if value in (None, "") and column.required:
            self.say(name, say.MISSING)
        return value

    def _choice(self, name: str) -> str | None:
        text = self.values[name]
        try:
            return read_choice(text, WORDS[name], "、".join(said[self.language] for said in CHOICES[name].values())) if text else None
        except Wrong as wrong:
            self.say(name, wrong.sentence, **wrong.facts)
            return None

    def _one(self, name: str, called: Called, nobody: str, several: str) -> str | None:
        found = called.get(folded(self.values[name]), ()) if self.values[name] else ()
        if self.values[name] and len(found) != 1:
            self.say(name, several if found else nobody)
        return found[0] if len(found) == 1 else None

    def _type(self) -> None:
        known = self.known.type_names(self.language)
        found = self.known.called_types.get(folded(self.values["type"]), ()) if self.values["type"] else ()
        if self.values["type"] and len(found) != 1:
            self.say("type", say.NO_CHOICE, known="、".join(known))
        kind = self.known.types[found[0]] if len(found) == 1 else None
        self.values["type"] = kind.key if kind else None
        if kind is None:
            return
        asked = self.values["direction"]
        if kind.direction == "either" and asked is None:
            self.say("direction", say.NO_DIRECTION)
        elif asked and kind.direction not in ("either", asked):
            self.say("direction", say.OTHER_DIRECTION)
        self.values["direction"] = asked or kind.direction
        lacks = "{parent}" in kind.number_rule or ("{project}" in kind.number_rule and not self.values["project"])
        if not self.values["number"] and lacks:
            self.say("number", say.NO_NUMBER_RULE)

    def _party(self) -> None:
        code = self.values["counterparty_code"]
        if code:
            try:
                self.values["counterparty_code"] = read_credit_code(code)
            except BadCreditCode as bad:
                self.say("counterparty_code", str(bad.facts["why"]))
        currency = (self.values["currency"] or "CNY").upper()
        if currency not in CURRENCIES:
            self.say("currency", say.NO_CHOICE, known="、".join(CURRENCIES))
        self.values["currency"] = currency
        if self.values["tax_rate"] and Decimal(self.values["tax_rate"]) not in RATES_KNOWN:
            self.warn("tax_rate", say.ODD_RATE)

    def _owner(self) -> None:
        known = self.known.company
        owner = self._one("owner", self.known.people, say.NO_OWNER, say.TWO_OWNERS)
        if owner and not known.is_active(owner):
            self.say("owner", say.OWNER_GONE)
        self.values["owner"] = owner
        unit = self._one("company", self.known.departments, say.NO_COMPANY, say.TWO_DEPARTMENTS)
        inside = set(known.below(unit)) if unit else None
        named = self.known.departments.get(folded(self.values["department"]), ()) if self.values["department"] else ()
        fitting = [code for code in named if inside is None or code in inside]
        if self.values["department"] and len(fitting) != 1:
            self.say("department", say.TWO_DEPARTMENTS if fitting else say.NOT_IN_COMPANY if named else say.NO_DEPARTMENT)
        own = known.users[owner].department if owner else None
        if not self.values["department"] and own and inside is not None and own not in inside:
            own = unit                                       # the company alone was named
        if not self.values["department"] and owner and not own:
            self.say("department", say.OWNER_NOWHERE)
        self.values["department"] = fitting[0] if len(fitting) == 1 else own

    def _project(self) -> None:
        asked, line = self.values["project"], self.values["budget_line"]
        project = self.known.projects.get(folded(asked)) if asked else None
        if asked and project is None:
            self.say("project", say.NO_PROJECT)
        number = self.known.lines.get(project, {}).get(folded(line)) if project and line else None
        if line and not asked:
            self.say("budget_line", say.LINE_ALONE)
        elif line and project and number is None:
            self.say("budget_line", say.NO_LINE)
        self.values["project"], self.values["budget_line"] = project or "", number

    def _dates(self) -> None:
        signed, starts, ends, stage = (self.values[name] for name in ("signed_on", "starts_on", "ends_on", "stage"))
        if starts and ends and ends < starts:
            self.say("ends_on", say.ENDS_FIRST)
        if signed and signed > self.known.today:
            self.say("signed_on", say.SIGNED_AHEAD)
        elif signed and starts and signed > starts:
            self.warn("signed_on", say.SIGNED_LATE)
        if stage and self.known.places[stage] is None:
            self.say("stage", say.NO_PLACE)
        if ends and stage == "perform" and ends < self.known.today:
            self.warn("ends_on", say.OVER_ALREADY)
        if ends and stage == "archived" and ends > self.known.today:
            self.warn("ends_on", say.TERM_RUNS)

    def _filing(self) -> None:
        number = self.values["file_number"]
        if number and not SHAPE.fullmatch(number):
            self.say("file_number", say.FILE_SHAPE)
        for name in ("file_number", "retention"):
            if self.values[name] and self.values["stage"] not in (None, "archived"):
                self.say(name, say.NOT_ARCHIVED)

    def _payments(self) -> tuple[WantedPayment, ...]:
        amount, paid, rest_due = self.values["amount"], self.values["paid"] or NOTHING, self.values["rest_due_on"]
        if self.plan:
            rows = self._planned(amount)
        else:
            rows = self._paid(amount, paid, rest_due)
        is_open = any(row.settled_on is None for row in rows)
        if self.values["stage"] == "perform" and not is_open and self.values["ends_on"] is None:
            self.warn("ends_on", say.NO_TERM)
        if self.values["stage"] in ("archive", "archived") and is_open:
            self.warn("stage", say.REST_OPEN)
        return rows

    def _planned(self, amount: Decimal | None) -> tuple[WantedPayment, ...]:
        for name in ("paid", "rest_due_on"):
            if self.values[name]:
                self.say(name, say.PAID_TWICE)
        total = sum((row.amount for row in self.plan), NOTHING)
        if amount is not None and total != amount:
            self.warn("amount", say.PLAN_SUM, sum=f"{total:,.2f}", amount=f"{amount:,.2f}")
        return tuple(self.plan)

    def _paid(self, amount: Decimal | None, paid: Decimal, rest_due: dt.date | None) -> tuple[WantedPayment, ...]:
        today, rest = self.known.today, (amount or NOTHING) - paid
        if amount is None and not is_empty(self.cells.get("amount")):       # what is wrong with it is said already
            return ()
        rows = [WantedPayment("", paid, today, today)] if paid else []
        if amount is not None and rest < 0:
            self.warn("paid", say.PAID_TOO_MUCH)
        if rest_due and rest <= 0:
            self.warn("rest_due_on", say.NO_REST)
        elif rest_due:
            rows.append(WantedPayment("", rest, rest_due, None))
        elif rest > 0 and self.values["stage"] == "perform":
            self.warn("rest_due_on", say.REST_UNASKED)
        return tuple(rows)

    def _wanted(self, plan: tuple[WantedPayment, ...]) -> Wanted:
        values = {name: value for name, value in self.values.items() if name not in ("company", "paid", "rest_due_on")}
        texts = {name: values[name] or "" for name in ("number", "counterparty_code", "tax_rate", "file_number")}
        others = {"risk": values["risk"] or "normal", "retention": values["retention"] or "30", "invoiced": values["invoiced"] or NOTHING}
        return Wanted(**{**values, **texts, **others}, plan=plan)
