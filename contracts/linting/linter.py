"""All rules over one draft."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from contracts.linting.findings import LintFinding
from contracts.linting.matter import Matter
from contracts.linting.rules import amounts, blanks, clauses, dates, papers, parties

Rule = Callable[[Matter], Iterator[LintFinding]]
MOST = 60                                  # a paper of another kind altogether: nobody reads on
RULES: tuple[Rule, ...] = (
    papers.text_missing, papers.number_is_not_said,
    amounts.words_differ_from_figure, amounts.words_are_no_amount, amounts.tax_does_not_add_up, amounts.plan_is_not_the_price,
    amounts.amount_is_not_said, dates.days_that_are_none, dates.periods_out_of_order, dates.plan_out_of_order, dates.period_is_not_said,
    parties.parties_without_name, parties.parties_of_another_contract, parties.parties_undefined, parties.sides_missing, blanks.blanks_left,
    clauses.clauses_missing, clauses.retention_above_cap, clauses.pays_when_paid,
)


def lint(matter: Matter, said_by_form: Collection[str] = ()) -> tuple[LintFinding, ...]:
    """What the rules find, errors first; of a field on which the form's own rules have spoken nothing is said twice."""
    found = [one for rule in RULES for one in rule(matter) if not one.field or one.field not in said_by_form]
    once = {(one.code, one.field, one.quote, *one.facts.values()): one for one in found}.values()
    return tuple(sorted(once, key=lambda one: one.level != "error")[:MOST])
