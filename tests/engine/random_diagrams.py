"""Random block-structured diagrams: whatever is drawn of a seed is the same each time."""

from __future__ import annotations

import random
from collections.abc import Callable

HEAD = ('<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:random">')
FORMAL = 'xsi:type="bpmn:tFormalExpression"'
DEEPEST = 3


class Drawing:
    """One diagram while it is drawn; a block is drawn into `here` and answers its first and last node."""

    def __init__(self, seed: int) -> None:
        self.random, self.count, self.here = random.Random(seed), 0, list[str]()
        self.processes: list[str] = []
        self.kinds: set[str] = set()

    def files(self) -> dict[str, bytes]:
        """The diagram: one file, the called processes in it."""
        self.scope("p", lambda: self.sequence(0))
        text = "".join(reversed(self.processes)) + '<bpmn:message id="m" name="m" />'
        return {"p.bpmn": f"{HEAD}{text}</bpmn:definitions>".encode()}

    def scope(self, process: str, draw: Callable[[], tuple[str, str]]) -> None:
        """A process of its own."""
        inside = self.inside(draw)
        self.processes.append(f'<bpmn:process id="{process}" isExecutable="true">{inside}</bpmn:process>')

    def inside(self, draw: Callable[[], tuple[str, str]]) -> str:
        """What stands in a process or a subprocess: a start, a block, an end."""
        outside, self.here = self.here, []
        start, end = self.node("startEvent"), self.node("endEvent")
        first, last = draw()
        self.flow(start, first)
        self.flow(last, end)
        drawn, self.here = "".join(self.here), outside
        return drawn

    def node(self, kind: str, attributes: str = "", content: str = "") -> str:
        """One element; its id."""
        self.count += 1
        name = f"{kind[0]}{self.count}"
        self.here.append(f'<bpmn:{kind} id="{name}" {attributes}>{content}</bpmn:{kind}>')
        self.kinds.add(kind)
        return name

    def flow(self, source: str, target: str, condition: str = "", name: str = "") -> None:
        self.count += 1
        drawn = f"<bpmn:conditionExpression {FORMAL}>${{{condition}}}</bpmn:conditionExpression>" if condition else ""
        self.here.append(f'<bpmn:sequenceFlow id="{name or f"f{self.count}"}" sourceRef="{source}" targetRef="{target}">{drawn}</bpmn:sequenceFlow>')

    def block(self, depth: int) -> tuple[str, str]:
        """Any block."""
        simple = [self.user, self.user, self.job, self.timer, self.message, self.rounds]
        deep = [self.exclusive, self.parallel, self.inclusive, self.loop, self.race, self.subprocess, self.call, self.bounded]
        if depth >= DEEPEST or self.random.random() < 0.35:
            return self.random.choice(simple)()
        return self.random.choice(deep)(depth + 1)

    def sequence(self, depth: int) -> tuple[str, str]:
        first, last = self.block(depth)
        for _ in range(self.random.randint(1, 2)):
            after, end = self.block(depth)
            self.flow(last, after)
            last = end
        return first, last

    def user(self) -> tuple[str, str]:
        return (self.node("userTask"),) * 2

    def job(self) -> tuple[str, str]:
        return (self.node("serviceTask", 'camunda:type="external" camunda:topic="work"'),) * 2

    def timer(self) -> tuple[str, str]:
        return (self.node("intermediateCatchEvent", content=due("timeDuration", f"PT{self.random.randint(1, 9)}H")),) * 2

    def message(self) -> tuple[str, str]:
        return (self.node("receiveTask", 'messageRef="m"'),) * 2

    def rounds(self) -> tuple[str, str]:
        """A step for each of a list, side by side or one after the other."""
        self.kinds.add("rounds")
        return (self.node("userTask", content=self.each()),) * 2

    def each(self) -> str:
        sequential = 'isSequential="true"' if self.random.random() < 0.5 else ""
        enough = "nrOfCompletedInstances &gt;= 2" if self.random.random() < 0.5 else "v &gt; 8"
        return (f'<bpmn:multiInstanceLoopCharacteristics {sequential} camunda:collection="people" camunda:elementVariable="one">'
                f"<bpmn:completionCondition {FORMAL}>${{{enough}}}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>")

    def branches(self, kind: str, depth: int, conditions: bool) -> tuple[str, str]:
        """A gateway, some blocks, the same gateway; the last way is the default where there are conditions."""
        self.count += 1
        otherwise = f"d{self.count}"
        fork, join = self.node(kind, f'default="{otherwise}"' if conditions else ""), self.node(kind)
        ways = self.random.randint(2, 3)
        for way in range(ways):
            first, last = self.block(depth)
            is_default = conditions and way == ways - 1
            self.flow(fork, first, f"v &gt; {self.random.randint(0, 9)}" if conditions and not is_default else "", otherwise if is_default else "")
            self.flow(last, join)
        return fork, join

    def exclusive(self, depth: int) -> tuple[str, str]:
        return self.branches("exclusiveGateway", depth, conditions=True)

    def parallel(self, depth: int) -> tuple[str, str]:
        return self.branches("parallelGateway", depth, conditions=False)

    def inclusive(self, depth: int) -> tuple[str, str]:
        return self.branches("inclusiveGateway", depth, conditions=True)

    def loop(self, depth: int) -> tuple[str, str]:
        """A block that is done again until a value says that it is enough."""
        self.kinds.add("loop")
        self.count += 1
        onward = f"d{self.count}"
        before, after, rest = self.node("exclusiveGateway"), self.node("exclusiveGateway", f'default="{onward}"'), self.node("userTask")
        first, last = self.block(depth)
        self.flow(before, first)
        self.flow(last, rest)
        self.flow(rest, after)
        self.flow(after, before, "v &lt; 5")
        end = self.node("task")
        self.flow(after, end, name=onward)
        return before, end

    def race(self, depth: int) -> tuple[str, str]:
        """Whichever comes first: a message or a moment."""
        gateway, join = self.node("eventBasedGateway"), self.node("exclusiveGateway")
        for event in ('<bpmn:messageEventDefinition messageRef="m" />', due("timeDuration", "PT5H")):
            catch = self.node("intermediateCatchEvent", content=event)
            first, last = self.block(depth)
            self.flow(gateway, catch)
            self.flow(catch, first)
            self.flow(last, join)
        return gateway, join

    def subprocess(self, depth: int) -> tuple[str, str]:
        inner = self.inside(lambda: self.sequence(depth))
        return (self.node("subProcess", content=(self.each() if self.random.random() < 0.4 else "") + inner),) * 2

    def call(self, depth: int) -> tuple[str, str]:
        process = f"q{self.count}"
        self.scope(process, lambda: self.sequence(depth))
        both = '<bpmn:extensionElements><camunda:in variables="all" /><camunda:out variables="all" /></bpmn:extensionElements>'
        return (self.node("callActivity", f'calledElement="{process}"', both),) * 2

    def bounded(self, depth: int) -> tuple[str, str]:
        """A step or a subprocess with an event on its boundary; what follows from that meets what follows from the step, or ends."""
        host, join = self.random.choice([self.user, lambda: self.subprocess(depth)])()[0], self.node("exclusiveGateway")
        event = self.random.choice(['<bpmn:messageEventDefinition messageRef="m" />', due("timeDuration", "PT3H"), due("timeCycle", "R2/PT2H")])
        stays = "timeCycle" in event or self.random.random() < 0.4
        boundary = self.node("boundaryEvent", f'attachedToRef="{host}" cancelActivity="{str(not stays).lower()}"', event)
        first, last = self.block(depth)
        self.flow(boundary, first)
        self.flow(last, self.node("endEvent") if stays else join)
        self.flow(host, join)
        return host, join


def due(kind: str, text: str) -> str:
    return f"<bpmn:timerEventDefinition><bpmn:{kind} {FORMAL}>{text}</bpmn:{kind}></bpmn:timerEventDefinition>"
