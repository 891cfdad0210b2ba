"""What is wrong with a page as people meet it: too wide, half translated, hard to read or to use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from contracts.demo.company import DEPARTMENTS, EMPLOYEES, PASSWORD

# everything that is read, or said to who can't see: text that shows, and the labels of what has none; not what is written by machines for machines
SEEN = """() => {
  const said = [];
  const skipped = "script, style, svg, textarea, code, kbd, del, ins, iframe, [lang]:not(html), .font-monospace, option:not(:checked)";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const place = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && !place.closest(skipped) && (place.checkVisibility() || place.closest("option"))) said.push(walk.currentNode.data.trim());
  }
  for (const place of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    if (!place.closest("code, kbd, iframe, [lang]:not(html)") && place.checkVisibility())
      for (const name of ["aria-label", "title", "placeholder", "alt"]) if (place.getAttribute(name)) said.push(place.getAttribute(name));
  said.push(document.title);
  return said;
}"""
WIDEST = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return "";
  const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > most + 1 && !one.closest(".ledger-scroll, .admin-scroll"));
  return `${document.documentElement.scrollWidth} of ${most} pixels: ` + wide.slice(0, 4).map((one) => `${one.tagName}.${one.className}`).join(" ");
}"""
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
CODES = re.compile(rf"{PASSWORD}|first edition|"
                   r"\{[a-z]+(?::\d)?\}|"                      # what a number rule is written with
                   r"[A-Z]{2,5}(?:-[A-Z0-9]+)+|\S+@\S+|\b[0-9a-f]{8,}\b|\b[0-9A-Z]{18}\b|\S+\.(?:pdf|docx|xlsx|zip)\b")
NAMES = {"Chancery", "PDF", "Word", "SHA", "API", "MB", "kB", "KB", "docx", "zip", "Excel", "Enter", "svc", "sha", "system", "EN"}
NAMES |= {one.login for one in EMPLOYEES} | {one.code for one in DEPARTMENTS} | {"SVC", "CNY"}
CHINESE = re.compile(r"[\u3400-\u9fff]+")
CAPITALS = set("零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整")
SERIOUS = {"serious", "critical"}


def too_wide(page: Page) -> list[str]:
    """The parts that make the page scroll sideways."""
    found = str(page.evaluate(WIDEST))
    return [found] if found else []


def untranslated(page: Page, language: str, data: str) -> list[str]:
    """English words in Chinese, Chinese words in English that are nobody's data."""
    said = [str(one) for one in page.evaluate(SEEN)]
    return sorted(set(_english_in(said) if language == "zh_CN" else _chinese_in(said, data)))


def _english_in(said: list[str]) -> Iterator[str]:
    for sentence in said:
        if set(WORD.findall(CODES.sub("", sentence))) - NAMES:
            yield sentence


def _chinese_in(said: list[str], data: str) -> Iterator[str]:
    for sentence in said:
        if any(run not in data and set(run) - CAPITALS for run in CHINESE.findall(sentence)):
            yield sentence


@cache
def _axe() -> Axe:
    return Axe()


def hard_to_use(page: Page) -> list[str]:
    """What axe calls serious or critical: the rule, and where."""
    # into the frame of a document, an origin of its own, nobody looks
    found = _axe().run(page, options={"resultTypes": ["violations"], "preload": False, "iframes": False}).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}"[:400] for one in found if one["impact"] in SERIOUS for node in one["nodes"][:3]]
