"""Decision tables drawn in lines: `table("amount:number => way:string", "> 5 => 'a'")`, inputs and tests before the arrow."""

from __future__ import annotations

import datetime as dt
from xml.sax.saxutils import escape

from engine.tables import read_tables

DMN13 = "https://www.omg.org/spec/DMN/20191111/MODEL/"
DAY = dt.date(2026, 3, 2)


def cells(line, kind):
    return "".join(f"<{kind}><text>{escape(cell.strip())}</text></{kind}>\n" for cell in line.split("|"))


def columns(head):
    inputs, outputs = head.split("=>")
    for name, _, kind in (cell.strip().partition(":") for cell in inputs.split("|") if inputs.strip()):
        yield f'<input label="{escape(name)}"><inputExpression typeRef="{kind}"><text>{escape(name)}</text></inputExpression></input>\n'
    for name, _, kind in (cell.strip().partition(":") for cell in outputs.split("|")):
        kind, _, listed = kind.partition("=")
        yield f'<output name="{name}" typeRef="{kind}">{f"<outputValues><text>{listed}</text></outputValues>" if listed else ""}</output>\n'


def table(head, *rows, key="t", policy="UNIQUE", requires=()):
    """One decision; a row is `tests => outputs`, its rule is named r1, r2, ...; a policy may carry its aggregation: `COLLECT SUM`."""
    name, _, aggregation = policy.partition(" ") if policy.startswith("COLLECT") else (policy, "", "")
    rules = "".join(f'<rule id="r{number}">' + cells(row.split("=>")[0], "inputEntry") + cells(row.split("=>")[1], "outputEntry") + "</rule>\n"
                    for number, row in enumerate(rows, start=1))
    needs = "".join(f'<informationRequirement><requiredDecision href="#{one}"/></informationRequirement>' for one in requires)
    summed = f' aggregation="{aggregation}"' if aggregation else ""
    return f'<decision id="{key}">{needs}<decisionTable hitPolicy="{name}"{summed}>\n{"".join(columns(head))}{rules}</decisionTable></decision>\n'


def file(*decisions, namespace=DMN13, more=""):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="{namespace}" {more} id="d" name="d" namespace="n">{"".join(decisions)}</definitions>'.encode()


def decide(content, key="t", **given):
    return read_tables("t.dmn", content)[0][key].decide(given, DAY)


def matches(cell, value, kind="number", **more):
    """Whether a cell of a column of this type matches the value."""
    return decide(file(table(f"x:{kind} => hit", f"{cell} => true")), x=value, **more).rules == ("r1",)


def findings(content):
    """What is wrong with a file, as people read it."""
    return [f"{one.line}: {one.level}: {one.message}" for one in read_tables("t.dmn", content)[1]]
