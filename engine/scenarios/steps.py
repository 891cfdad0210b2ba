"""What each step of a process test does: the use case that a person, a worker or the ticker would run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine import jobs, messages, returning
from engine.desk import Desk
from engine.identity import Key
from engine.moved import Moved
from engine.moving import run_of
from engine.records import Visit, Waiting, WorkItem
from engine.scenarios import looking
from engine.scenarios.found import NotSo, listed, same
from engine.scenarios.passing import let_pass
from engine.scenarios.reading import Step
from engine.scenarios.starting import begin, hear, starts_on
from engine.scenarios.world import World
from engine.work_items.acting import acts_for
from engine.work_items.completing import complete_work_item, end_visit, offered_outcomes


def take(world: World, step: Step) -> None:
    """Take one step, and all that follows from it by itself. Raises NotSo, Refusal."""
    VERBS[step.verb](world, step)
    hear(world)
    with world.reading() as desk:
        stopped = looking.incidents(desk)
    if stopped:
        raise NotSo(f"it can't go on by itself: {'; '.join(stopped)}")


def _expect(world: World, step: Step) -> None:
    with world.reading() as desk:
        same(step.on, looking.open_tasks(desk), "open are")


def _complete(world: World, step: Step) -> None:
    data = step.options.get("data", {})
    if "as" not in step.options:
        world.do(_complete_task, world, step.on, step.options.get("outcome"), data)
        return
    user = str(step.options["as"])
    world.do(_decide, world, step.on, step.options.get("outcome"), str(step.options.get("comment", "")), data, user=user)


def _decide(desk: Desk, world: World, element: str, outcome: str | None, comment: str, data: Mapping[str, Any]) -> Moved:
    """A person's decision on the oldest item that asks them (else on the oldest, which refuses)."""
    asking = _asking(desk, element)
    item, visit = next((pair for pair in asking if acts_for(desk, pair[0])[0]), asking[0])
    _write(desk, world, item, visit, data)
    chosen = outcome or offered_outcomes(item, visit)[0]
    return complete_work_item(desk, Key(str(item.instance_id), item.number), str(chosen), comment)


def _complete_task(desk: Desk, world: World, element: str, outcome: str | None, data: Mapping[str, Any]) -> Moved:
    """The task is completed whatever its policy; an undrawn `reject`, a rework and a reaffirmation are somebody's decision."""
    item, visit = _asking(desk, element)[0]
    offered = offered_outcomes(item, visit)
    if item.kind == "decide" and (outcome is None or outcome in offered):
        run = run_of(desk, str(visit.instance_id))
        run.flow.put(visit.token, data)
        end_visit(run, visit, outcome or offered[0])
        return run.finish()
    _write(desk, world, item, visit, data)
    desk.actor = type(desk.actor)(_first(desk, item), desk.actor.roles)
    return complete_work_item(desk, Key(str(item.instance_id), item.number), outcome or offered[0])


def _asking(desk: Desk, element: str) -> list[tuple[WorkItem, Visit]]:
    asking = looking.open_items(desk, element)
    if not asking:
        raise NotSo(f"nobody is asked for {element}; open are {listed(looking.open_tasks(desk))}")
    return asking


def _first(desk: Desk, item: WorkItem) -> str:
    kind, _, name = item.candidates[0].partition(":")
    return name if kind == "u" else (desk.directory.members(name) or [name])[0]


def _write(desk: Desk, world: World, item: WorkItem, visit: Visit, data: Mapping[str, Any]) -> None:
    """Change process data as the task sees them; what a condition waits for happens at once. What a rework brings are facts."""
    facts = world.told.facts
    facts.update({name: value for name, value in data.items() if item.kind == "rework" or name in facts})
    if data and item.kind != "rework":
        run = run_of(desk, str(visit.instance_id))
        run.flow.put(visit.token, data)
        run.step(lambda flow: flow.run())
        run.finish()


def _advance(world: World, step: Step) -> None:
    let_pass(world, step.on)


def _message(world: World, step: Step) -> None:
    data, keys = step.options.get("data", {}), step.options.get("correlation", {})
    with world.reading() as desk:
        found = next((row for row in looking.waiting_for(desk, step.on) if _correlates(desk, row, keys)), None)
        waiting = (str(found.instance_id), found.correlation) if found else None
    starts = starts_on(world, "message", step.on)
    if waiting:
        world.do(messages.deliver_message, waiting[0], step.on, data, waiting[1])
    elif starts:
        begin(world, *starts[0], data)
    else:
        raise NotSo(f"nothing waits for the message {step.on}")


def _correlates(desk: Desk, row: Waiting, keys: Mapping[str, Any]) -> bool:
    """Does what the sender knows fit the wait, or the variables that the token sees?"""
    if not keys or row.correlation and row.correlation in {str(value) for value in keys.values()}:
        return True
    run = run_of(desk, str(row.instance_id))
    seen = run.flow.variables(row.token)
    return not row.correlation and all(seen.get(name) == value for name, value in keys.items())


def _signal(world: World, step: Step) -> None:
    data = step.options.get("data", {})
    with world.reading() as desk:
        running = [str(one.id) for one in looking.instances(desk) if one.status == "running"]
    heard = sum(bool(world.do(messages.deliver_signal, instance, step.on, data)) for instance in running)
    starts = starts_on(world, "signal", step.on)
    for start in starts:
        begin(world, *start, data)
    if not heard and not starts and not running:
        raise NotSo(f"nothing runs that could hear the signal {step.on}")


def _job(world: World, step: Step) -> None:
    with world.reading() as desk:
        key = looking.waiting_job(desk, step.on)
    if key is None:
        raise NotSo(f"no job {step.on} waits")
    order = world.do(jobs.claim_job, key)
    if "error" in step.options:
        world.do(jobs.throw_error, order, str(step.options["error"]))
    else:
        world.do(jobs.settle_job, order, step.options.get("data", {}))


def _return(world: World, step: Step) -> None:
    user, to, then = (str(step.options.get(name) or other) for name, other in (("as", ""), ("to", ""), ("then", "again")))
    reason = str(step.options.get("reason", ""))
    with world.reading() as desk:
        asking = _asking(desk, step.on)
        item, _ = next((pair for pair in asking if acts_for(desk, pair[0])[0]), asking[0])
        user, key = user or _first(desk, item), Key(str(item.instance_id), item.number)
    world.do(returning.return_item, key, to, then, reason, user=user)


VERBS: dict[str, Callable[[World, Step], None]] = {
    "expect": _expect, "complete": _complete, "advance": _advance, "message": _message, "signal": _signal, "job": _job, "return": _return}
