"""Draw a company seal (印章): a red ring, the company's name along it, a star, and what the seal is for below."""

from __future__ import annotations

import typst

from engine.errors import Refusal, _l

WIDTH_MM = 42                      # what the rules for company seals in China prescribe
PIXELS = 400                       # larger images make signing slow and files heavy, and print no better at this width
LONGEST_NAME = 40

DRAWING = """
#let ink = rgb("#c8161d")
#let name = sys.inputs.name
#let foot = sys.inputs.foot
#set page(width: 42mm, height: 42mm, margin: 0mm, fill: none)
#set text(font: ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Sans CJK SC"),
  fill: ink, weight: "bold", lang: "zh")
#let middle(dx, dy, body) = place(center + horizon, dx: dx, dy: dy, body)
#middle(0mm, 0mm, circle(radius: 20mm, stroke: 1.1mm + ink))
#let point(n) = {
  let far = if calc.rem(n, 2) == 0 { 6.4mm } else { 6.4mm * 0.382 }
  let angle = 36deg * n
  (6.4mm + far * calc.sin(angle), 6.4mm - far * calc.cos(angle))
}
#middle(0mm, 0mm, box(width: 12.8mm, height: 12.8mm, polygon(fill: ink, ..range(10).map(point))))
#let signs = name.clusters()
#let step = calc.min(30deg, 250deg / calc.max(signs.len() - 1, 1))
#let narrow = calc.max(38%, calc.min(80%, 1100% / signs.len()))
#for (n, sign) in signs.enumerate() {
  let angle = step * (n - (signs.len() - 1) / 2)
  middle(15.8mm * calc.sin(angle), -15.8mm * calc.cos(angle), rotate(angle, scale(x: narrow, y: 100%, text(size: 5.6mm, sign))))
}
#middle(0mm, 12.2mm, text(size: 4.3mm, tracking: 0.3mm, foot))
"""


class NoSuchName(Refusal):
    """A seal needs a name of one to forty characters; facts: name."""

    code, status = "seal-name", 422
    title = _l("A seal needs the name of the company, at most 40 characters.")
    hint = _l("Set the organisation's name in config.toml.")


def draw_seal(name: str, foot: str = "") -> bytes:
    """A PNG of 400 pixels with a clear ground. Raises NoSuchName for an empty or very long name."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise NoSuchName(name=name[:80])
    drawn = typst.compile(DRAWING.encode(), format="png", ppi=PIXELS * 25.4 / WIDTH_MM, sys_inputs={"name": name.strip(), "foot": foot})
    if not isinstance(drawn, bytes):
        raise TypeError("a seal is one page")
    return drawn
