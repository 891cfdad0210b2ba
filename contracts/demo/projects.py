"""The demo company's projects with their budgets, and which of them a demo contract is booked on: what its title names."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from dataclasses import replace
from decimal import Decimal

import sqlalchemy as sa

from contracts.demo.company import BY_LOGIN
from contracts.projects.booking import offered_lines
from contracts.projects.lines import LineWish, add_line, edit_line
from contracts.projects.members import set_members
from contracts.projects.projects import ProjectWish, add_project, turn_project
from contracts.projects.records import Project
from engine.desk import SYSTEM, Actor, Desk, House, at_desk, reading_at

AGO = dt.timedelta(days=420)               # before the first contract begins
NAMES = {"01": "设计费", "02": "监理费", "03": "检测监测费", "04": "咨询费", "05": "施工费", "06": "设备材料费"}
WORDS = (("施工合同", "05"), ("采购", "06"), ("监理", "02"), ("监测", "03"), ("检测", "03"), ("检验", "03"), ("设计", "01"), ("咨询", "04"))
Plan = tuple[str, str, str, str, dict[str, int], dict[str, str]]      # code, name, manager, client, budget by line, members
PLANS: tuple[Plan, ...] = (
    ("P2025-03", "东站综合枢纽项目", "chen", "东站枢纽建设投资有限公司",
     {"03": 600_000, "04": 300_000, "05": 4_500_000, "06": 1_500_000}, {"qian": "采购", "zhou": "资料"}),
    ("P2025-05", "城南污水处理厂项目", "zhang", "城南水务集团有限公司", {"01": 1_200_000, "05": 1_800_000}, {"chen": "现场", "he": "采购"}),
    ("P2025-08", "高新区第三小学项目", "zhang", "高新区教育投资有限公司", {"04": 350_000, "05": 750_000}, {"chen": "现场"}),
    ("P2026-01", "滨江路地下车库项目", "chen", "滨江置业发展有限公司", {"01": 1_300_000, "05": 900_000}, {"qian": "材料"}),
    ("P2026-02", "锦江科技馆项目", "zhang", "锦江区文化旅游局", {"01": 1_800_000, "02": 900_000}, {}),
)
# code of the line, what it was at first, why it was raised
RAISED = {"P2026-01": ("05", 500_000, "景观范围扩大，见会议纪要 12 号")}
PLANNED = {"P2026-02"}


def add_projects(house: House, now: dt.datetime) -> None:
    """The projects, where there are none yet."""
    with reading_at(house, SYSTEM) as desk:
        if desk.session.scalar(sa.select(Project.code).limit(1)):
            return
    then = replace(house, clock=lambda: (now - AGO).astimezone(dt.UTC))
    first = {(code, line): amount for code, (line, amount, _) in RAISED.items()}
    for code, name, manager, client, lines, members in PLANS:
        starts = (now - AGO).date()
        wish = ProjectWish(name, "ENG", manager, client, "成都市", starts, starts + dt.timedelta(days=1000))
        with _desk(then, "sun") as desk:
            add_project(desk, code, wish)
            set_members(desk, code, members)
        with _desk(then, manager) as desk:
            for line, amount in lines.items():
                add_line(desk, code, _line(line, first.get((code, line), amount)))
        if code not in PLANNED:
            with _desk(then, manager) as desk:
                turn_project(desk, code, "running")
        if code in RAISED:
            line, _, reason = RAISED[code]
            with _desk(then, "zhao") as desk:
                edit_line(desk, code, list(lines).index(line) + 1, _line(line, lines[line]), reason)


def booked(desk: Desk, title: str) -> dict[str, str]:
    """Project and line that a contract of this title is typed with; nothing where its project is none of these, or not there."""
    code = next((code for code, name, *_ in PLANS if name.removesuffix("项目") in title), "")
    wanted = next((line for word, line in WORDS if word in title), "")
    number = next((str(number) for number, line, _ in offered_lines(desk, code) if line == wanted), "")
    return {"project": code, "budget_line": number} if number else {}


def _line(code: str, amount: int) -> LineWish:
    return LineWish(code, NAMES[code], Decimal(amount))


def _desk(house: House, user: str) -> AbstractContextManager[Desk]:
    return at_desk(house, Actor(user, frozenset(BY_LOGIN[user].roles)))
