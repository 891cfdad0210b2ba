"""Who is asked: what the diagram says of a task becomes items with candidates; nobody, oneself, the same person again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.desk import Directory
from engine.errors import Refusal, _l
from engine.identity import group, person
from engine.work_items.policies import Policy, read_policy, weights_of

HIGHEST = 10                           # levels that are climbed to find a superior


class NobodyToAsk(Refusal):
    """The next step finds nobody, and its diagram says that this refuses; facts: element."""

    code, status, stops = "nobody-to-ask", 409, True
    title = _l("Nobody can be found for the next step.")
    hint = _l("Ask an administrator to fill the group or the position, then try again.")


@dataclass(frozen=True)
class Proposed:
    """One item to be: who may do it, how much it weighs, the rule that brought it here."""

    candidates: tuple[str, ...]
    why: dict[str, Any]
    weight: int = 1


@dataclass(frozen=True)
class Asking:
    """What is known of the run when a task asks: `again` maps persons to where and on what they approved before."""

    directory: Directory
    initiator: str
    again: Mapping[str, Any] = field(default_factory=dict)
    last: frozenset[str] = frozenset()       # who decided the step just before, on the same frozen text


@dataclass(frozen=True)
class Assigned:
    """The items of a visit; none: `passes` says why it goes on without anybody."""

    policy: Policy
    items: tuple[Proposed, ...]
    passes: str | None = None


def functions_of(directory: Directory, initiator: str, facts: Mapping[str, Any]) -> dict[str, Callable[..., Any]]:
    """What an assignee's expression may call."""
    return {"initiator": lambda: initiator, "manager": lambda user, level=1: directory.manager(user, int(level)),
            "head": lambda department: directory.head(department) if department else None,
            "members": lambda name: list(directory.members(name)), "field": lambda name: facts.get(name)}


def listed(value: Any) -> list[str]:
    """An attribute's value as names: text with commas, a list, or nothing."""
    parts = value.split(",") if isinstance(value, str) else value if isinstance(value, (list, tuple, set)) else [value] if value else []
    return list(dict.fromkeys(str(part).strip() for part in parts if part and str(part).strip()))


def assign(asking: Asking, properties: Mapping[str, str], read: Callable[[str], Any], element: str) -> Assigned:
    """The items of a task; `read` evaluates one of its attributes. Raises NobodyToAsk, BadPolicy, ExpressionFailed."""
    policy = read_policy(properties.get("policy") or "one")
    named = {rule: listed(read(properties[rule])) for rule in ("assignee", "candidateUsers", "candidateGroups") if properties.get(rule)}
    users = [(user, rule) for rule in ("assignee", "candidateUsers") for user in named.get(rule, ()) if asking.directory.is_active(user)]
    groups = [name for name in named.get("candidateGroups", ()) if asking.directory.members(name)]
    if policy.is_vote:
        items = _each(asking, users, groups, weights_of(properties), properties)
    else:
        items = _pool(asking, users, groups, properties)
    if items:
        return Assigned(policy, tuple(items))
    if users or groups:
        return Assigned(policy, (), "skipped")
    return _nobody(asking, policy, properties, element)


def approves(properties: Mapping[str, str]) -> bool:
    """Does the task approve, or perform (办理)?"""
    return properties.get("kind", "approve") == "approve"


def keeps_initiator_out(properties: Mapping[str, str]) -> bool:
    """Must somebody else do it? Whatever approves, and what is performed where the task says `whenSelf`."""
    return approves(properties) or "whenSelf" in properties


def _each(asking: Asking, users: Sequence[tuple[str, str]], groups: Sequence[str], weights: Mapping[str, int],
          properties: Mapping[str, str]) -> list[Proposed]:
    found: dict[str, Proposed] = {}
    members = [(user, "candidateGroups", name) for name in groups for user in asking.directory.members(name)]
    for user, rule, name in [*((user, rule, "") for user, rule in users), *members]:
        if found.get(user) is not None and found[user].weight >= weights.get(name, 1):
            continue
        for who, why in _stand_in(asking, user, properties):
            found[who] = Proposed((person(who),), {"rule": rule, **({"group": name} if name else {}), **why}, weights.get(name, 1))
    return list(found.values())


def _pool(asking: Asking, users: Sequence[tuple[str, str]], groups: Sequence[str], properties: Mapping[str, str]) -> list[Proposed]:
    able = dict(users) | {user: "candidateGroups" for name in groups for user in asking.directory.members(name)}
    if not able:
        return []
    rule = users[0][1] if users else "candidateGroups"
    why: dict[str, Any] = {"rule": rule, **({"groups": list(groups)} if groups else {})}
    barred = [user for user in able if _bar(asking, user, properties)]
    if len(barred) == len(able):
        stood = dict(pair for user in able for pair in _stand_in(asking, user, properties))
        return [Proposed(tuple(map(person, stood)), why | next(iter(stood.values())))] if stood else []
    # who may skip may as well act: `skip` only says that nobody asks them for it
    barred = [user for user in barred if user == asking.initiator or properties.get("whenSame") != "skip"]
    candidates = [*(person(user) for user, _ in users if user not in barred), *map(group, groups)]
    return [Proposed(tuple(dict.fromkeys(candidates)), why | ({"not": barred} if barred else {}))]


def _bar(asking: Asking, user: str, properties: Mapping[str, str]) -> str | None:
    """Why this person should not approve: their own, or they did already."""
    if user == asking.initiator:
        return "whenSelf" if keeps_initiator_out(properties) else None
    if not approves(properties) or user not in asking.again or properties.get("whenSame") == "skip" and user not in asking.last:
        return None
    return "whenSame"


def _stand_in(asking: Asking, user: str, properties: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Who is asked for this person: themselves, a superior, or nobody (skip)."""
    bar = _bar(asking, user, properties)
    if bar is None:
        return [(user, {})]
    then = properties.get(bar, "superior")
    if then == "skip":
        return []
    if then == "ask":
        return [(user, {"rule": "ask", "not": [user]})]
    superior = superior_of(asking.directory, user, {asking.initiator, *(asking.again if approves(properties) else ())})
    if superior:
        return [(superior, {"rule": "superior", "of": user, "because": bar})]
    admins = [admin for admin in asking.directory.administrators() if admin != asking.initiator]
    return [(admin, {"rule": "administrators", "of": user, "because": bar}) for admin in admins]


def superior_of(directory: Directory, user: str, but: set[str]) -> str | None:
    """The next active superior who is none of these."""
    for level in range(1, HIGHEST + 1):
        found = directory.manager(user, level)
        if found is None:
            return None
        if found not in but and directory.is_active(found):
            return found
    return None


def _nobody(asking: Asking, policy: Policy, properties: Mapping[str, str], element: str) -> Assigned:
    then = properties.get("whenNobody", "admin")
    if then == "refuse":
        raise NobodyToAsk(element=element)
    if then == "pass":
        return Assigned(policy, (), "nobody")
    superior = superior_of(asking.directory, asking.initiator, {asking.initiator}) if then == "superior" else None
    if superior:
        return Assigned(policy, (Proposed((person(superior),), {"rule": "superior", "of": asking.initiator, "because": "whenNobody"}),))
    admins = [admin for admin in asking.directory.administrators() if asking.directory.is_active(admin)]
    if not admins:
        raise NobodyToAsk(element=element)
    return Assigned(policy, (Proposed(tuple(map(person, admins)), {"rule": "administrators", "because": "whenNobody"}),))
