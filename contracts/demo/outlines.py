"""What each demo contract is and how far it has come: the same for the same seed, with its days counted back from today."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from contracts.demo.buying import FRAMEWORK
from contracts.demo.company import BY_LOGIN
from contracts.demo.counterparties import COUNTERPARTIES, Counterparty
from contracts.demo.work import CENT, TERMS, USUAL_TERM, Work
from contracts.demo.works import PLACES, REASONS, WORKS

SEED = 20260302
SHARES = ((100,), (30, 70), (30, 40, 30), (20, 30, 30, 20), (30, 30, 30, 10))
NAMES = {1: ("合同款",), 2: ("预付款", "尾款"), 3: ("预付款", "进度款", "尾款"), 4: ("预付款", "第一期进度款", "第二期进度款", "尾款")}
KINDS = {"预付款": "advance", "进度款": "progress", "第一期进度款": "progress", "第二期进度款": "progress", "尾款": "final"}
CONDITIONS = {"合同款": "全部履行完毕并验收合格，收到发票后支付", "预付款": "合同签订并收到发票后支付",
              "尾款": "全部履行完毕并验收合格后支付"}

USUAL = "该阶段工作经确认，收到发票后支付"


@dataclass(frozen=True)
class End:
    """Where a life stops: at which step, how many days ago it began, which row of its plan stands where (days from today)."""

    name: str
    days: tuple[int, int]
    stop: str = ""
    returned: str = ""                     # the step that returns it once, walked again
    straight: bool = False                 # returned to come straight back
    rows: tuple[int, ...] = ()             # when each row of the plan is due; negative: before today
    settles: int = 0                       # how many of them are settled
    least: int = 0                         # yuan, where the way depends on the amount
    most: int = 0
    linked: str = ""                       # what is agreed about it later: a supplement, a change
    linked_stop: str = ""                  # where that stops; empty: both have signed it
    wording: str = ""                      # own: the drafter's, of our text; theirs: the counterparty's paper
    work: Work | None = field(default=None, hash=False)               # what it is about, where that is no matter of chance


ENDS = (
    End("draft", (2, 4), "draft"), End("draft, half written", (0, 1), "half"),
    End("returned to walk again", (7, 10), "draft", returned="legal-review"),
    End("returned to come straight back", (8, 11), "rework", returned="finance-review", straight=True),
    End("head", (1, 2), "department-head", wording="theirs"), End("head, late", (9, 12), "department-head"),
    End("legal and finance", (3, 5), "legal-review", least=60_000, wording="own"),
    End("finance alone", (4, 6), "finance-review", least=60_000),
    End("both, after a return", (12, 15), "legal-review", returned="legal-review", least=60_000),
    End("general manager", (6, 9), "general-manager", least=1_020_000),
    End("seal", (8, 11), "seal"), End("seal, small", (6, 8), "seal", most=49_000),
    End("countersign", (12, 16), "countersign"), End("countersign, great", (14, 18), "countersign", least=1_020_000),
    End("perform, nothing due yet", (34, 40), rows=(24, 70, 160), linked="supplement"),
    End("perform, one in the inbox", (40, 50), rows=(5, 95)),
    End("perform, one late", (70, 80), rows=(-3, 60, 150)), End("perform, a framework", (90, 110), linked="order", work=FRAMEWORK),
    End("perform, settled and late", (130, 150), rows=(-70, -6, 45), settles=1),
    End("perform, the last one comes", (200, 220), rows=(-120, -60, 4), settles=2),
    End("perform, one large row", (30, 36), rows=(2,), linked="change", linked_stop="department-head"),
    End("perform, four rows", (160, 190), rows=(-110, -50, 20, 80), settles=2, linked="change"),
    End("to be filed", (120, 140), rows=(-70, -9), settles=2), End("to be filed, late", (150, 170), rows=(-30,), settles=1),
    End("archived", (240, 270), rows=(-160, -90, -40), settles=3), End("archived", (180, 200), rows=(-100, -50), settles=2),
    End("archived", (330, 360), rows=(-250, -190, -150), settles=3), End("archived, returned once", (280, 300), rows=(-170,), settles=1,
                                                                         returned="department-head"),
    End("rejected", (60, 70), "rejected"), End("cancelled", (50, 58), "cancelled"),
)
FIRST = len(ENDS)
MANY = (*(End("archived", (200, 420), rows=(-150, -100, -60), settles=3) for _ in range(4)), *ENDS[14:24])      # beyond the first thirty


@dataclass(frozen=True)
class Outline:
    """One demo contract before it is made. `luck` is its own random source."""

    number: int
    work: Work
    party: Counterparty
    title: str
    amount: Decimal
    begins: dt.date
    end: End
    due: tuple[dt.date, ...]
    luck: random.Random = field(compare=False)

    @property
    def department(self) -> str:
        return BY_LOGIN[self.work.drafter].department

    def typed(self) -> dict[str, Any]:
        """What the drafter types into the form, beside its defaults."""
        starts = self.begins + dt.timedelta(days=14)
        ends = max(starts + dt.timedelta(days=TERMS.get(self.work.text, USUAL_TERM)), self.due[-1])
        return {
            **self.party.values(), **self.work.values(self.amount, starts, ends), "title": self.title, "department": self.department,
            "amount": str(self.amount), "direction": self.work.direction, "risk": self.work.risk, "tax_rate": self.work.rate,
            "starts_on": starts.isoformat(), "ends_on": ends.isoformat(), "plan": self.plan(),
        }

    def plan(self) -> list[dict[str, str]]:
        """The payment plan: rows that add up to the amount; a framework has none."""
        if self.work.text == "framework":
            return []
        shares = next(shares for shares in SHARES if len(shares) == len(self.due))
        amounts = [(self.amount * share / 100).quantize(CENT) for share in shares[:-1]]
        rows = zip(NAMES[len(shares)], [*amounts, self.amount - sum(amounts)], self.due, strict=True)
        return [{"name": name, "kind": KINDS.get(name, ""), "condition": CONDITIONS.get(name, USUAL), "amount": str(amount),
                 "due_on": due.isoformat()}
                for name, amount, due in rows]


def outlines(count: int, today: dt.date, *, seed: int = SEED, skip: int = 0) -> list[Outline]:
    """The first `count` outlines after the first `skip`, those that began first first."""
    made = [_outline(number, today, seed) for number in range(skip, skip + count)]
    return sorted(made, key=lambda outline: (outline.begins, outline.number))


def _outline(number: int, today: dt.date, seed: int) -> Outline:
    luck = random.Random(f"{seed}:{number}")
    end = ENDS[number] if number < FIRST else luck.choice(MANY)
    fitting = [one for one in WORKS if one.to_yuan > end.least and (not end.most or one.from_yuan < end.most)]
    work = end.work or fitting[number % len(fitting)]
    party = COUNTERPARTIES[luck.choice(work.parties)]
    begins = today - dt.timedelta(days=luck.randint(*end.days))
    title = work.title.format(year=begins.year, place=luck.choice(PLACES), party=party.name)
    return Outline(number, work, party, title, _amount(work, end, luck), begins, end, tuple(_due(end, begins, today)), luck)


def _amount(work: Work, end: End, luck: random.Random) -> Decimal:
    most = min(work.to_yuan, end.most or work.to_yuan)
    return Decimal(luck.randrange(max(work.from_yuan, end.least, 1_000), most + 1, 200)).quantize(CENT)


def _due(end: End, begins: dt.date, today: dt.date) -> Iterator[dt.date]:
    rows: Sequence[int] = end.rows or ((begins - today).days + 45, (begins - today).days + 150)
    return (today + dt.timedelta(days=days) for days in rows)


def order_under(framework: Outline, work: Work, begins: dt.date, due: Sequence[dt.date], stop: str) -> Outline:
    """An order of the framework, lived up to a step; an empty one: it is being performed."""
    luck = framework.luck
    end = End(f"an order, {stop or 'performed'}", (0, 0), stop, rows=(0,) * len(due))
    title, amount = work.title.format(place=luck.choice(PLACES)), _amount(work, end, luck)
    return replace(framework, work=work, title=title, amount=amount, begins=begins, end=end, due=tuple(due))


def reason(outline: Outline) -> str:
    """Why it is returned."""
    return outline.luck.choice(REASONS)
