"""Policies (办理方式): when the votes under a visit settle it, and with which outcome. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.errors import Refusal, _l

NAMES = ("one", "all", "any", "inTurn", "veto")
REJECT = "reject"


class BadPolicy(Refusal):
    """The diagram names a policy that there is not; facts: policy."""

    code, status = "bad-policy", 422
    title = _l("The step has an unknown policy.")
    hint = _l("Write one, all, any, inTurn, veto or share:60.")


@dataclass(frozen=True)
class Policy:
    """How many must agree. `share` is the percentage of weights under `share`."""

    name: str
    share: int = 0

    @property
    def is_vote(self) -> bool:
        """Is each person asked for themselves?"""
        return self.name != "one"


@dataclass(frozen=True)
class Vote:
    """One item: its weight, and what was said (None: nothing yet)."""

    weight: int
    outcome: str | None


def read_policy(text: str) -> Policy:
    """`one`, `all`, `any`, `inTurn`, `veto`, `share:60`. Raises BadPolicy."""
    name, _, number = text.strip().partition(":")
    if name == "share" and number.isascii() and number.isdigit() and 0 < int(number) <= 100:
        return Policy(name, int(number))
    if name in NAMES and not number:
        return Policy(name)
    raise BadPolicy(policy=text[:80])


def weights_of(properties: Mapping[str, str]) -> dict[str, int]:
    """`weight:GROUP` = 2, by group."""
    return {key.partition(":")[2]: int(value) for key, value in properties.items()
            if key.startswith("weight:") and value.isascii() and value.isdigit() and int(value) > 0}


def settled(policy: Policy, votes: Sequence[Vote], outcomes: Sequence[str]) -> str | None:
    """The outcome, as soon as it is certain; None while it is not. The first of `outcomes` is "for"."""
    said = [vote.outcome for vote in votes if vote.outcome is not None]
    others = [outcome for outcome in said if outcome != outcomes[0]]
    if policy.name in ("one", "any"):
        return said[0] if said else None
    if policy.name in ("all", "inTurn") and others:
        return others[0]
    if policy.name == "share":
        return _share(policy, votes, outcomes)
    if len(said) < len(votes):
        return None
    return most_chosen(others, outcomes) if others else outcomes[0]


def most_chosen(said: Sequence[str], outcomes: Sequence[str]) -> str:
    """Of several the most frequent; of equally frequent ones that which is drawn first."""
    order = [*outcomes, REJECT]
    counts = Counter(said)
    return max(counts, key=lambda outcome: (counts[outcome], -order.index(outcome) if outcome in order else -len(order)))


def _share(policy: Policy, votes: Sequence[Vote], outcomes: Sequence[str]) -> str | None:
    whole = sum(vote.weight for vote in votes)
    agreed = sum(vote.weight for vote in votes if vote.outcome == outcomes[0])
    still = sum(vote.weight for vote in votes if vote.outcome is None)
    if agreed * 100 >= policy.share * whole:
        return outcomes[0]
    if (agreed + still) * 100 >= policy.share * whole:
        return None
    others = [vote.outcome for vote in votes if vote.outcome not in (None, outcomes[0]) for _ in range(vote.weight)]
    return most_chosen([outcome for outcome in others if outcome], outcomes)
