"""Looking at a page as people with other eyes and hands would: the accessibility checker and more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LAYOUT = [
    *("target-size", "scrollable-region-focusable", "link-in-text-block"),
    *("link-name", "button-name", "label", "select-name", "aria-hidden-focus", "nested-interactive"),
]
"""What another width of the window may change: sizes, and controls shown only there."""
DRAWN = """() => !document.querySelector("[data-uncounted]") &&
  [...document.querySelectorAll("[data-chart]")].every((place) => place.querySelector("canvas"))"""
"""What waits is counted and the charts are drawn."""
FRAME = [[".topbar"], [".side"]]
"""What stands around every page: looked at once, not on each."""
RUN = """([type, values, without]) => axe.run({exclude: without}, {
  runOnly: {type, values},
  resultTypes: ["violations"],
  preload: false,
})"""
WIDE = "document.documentElement.scrollWidth - window.innerWidth"
CHINESE = re.compile(r"[㐀-鿿]")
"""A Chinese character; punctuation alone is no Chinese text."""
NUMBERS = re.compile(r"[㐀-鿿]+〔\d{4}〕\d+号|（\d{4}）\S{2,20}号")
"""The numbers of documents and cases, as they are cited in every language."""
WORDS = """() => {
  const found = [document.title];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest("script, style, [lang^=zh]:not(html)")) found.push(node.data);
  const named = ["title", "aria-label", "aria-description", "placeholder", "alt", "data-confirm"];
  for (const name of named)
    for (const node of document.querySelectorAll(`[${name}]`)) found.push(node.getAttribute(name));
  return found.map((text) => text.replace(/\\s+/g, " ").trim()).filter((text) => /[㐀-鿿]/.test(text));
}"""
"""Every text of a page that holds a Chinese character, also what is folded away or only read aloud."""


@cache
def checker() -> str:
    """The source of axe."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


ALIKE = """(most) => {
  for (const list of document.querySelectorAll("tbody, ul, ol, dl, select"))
    [...list.children].slice(most).forEach((row) => row.remove());
}"""
ROWS = 12


def shorten(page: Any) -> None:
    """Leave out what comes after a dozen rows of a list: those are alike, and the checker asks each."""
    page.evaluate(ALIKE, ROWS)


SMALL = """() => {
  const controls = "a[href], button, select, summary, textarea, input:not([type=hidden])";
  return [...document.querySelectorAll(controls)]
    .filter((one) => one.checkVisibility({visibilityProperty: true}))
    .filter((one) => getComputedStyle(one).display !== "inline")
    .map((one) => [one, (one.closest("label") ?? one).getBoundingClientRect()])
    .filter(([one, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
    .map(([one, box]) => `${box.width | 0} x ${box.height | 0}: ${one.outerHTML.slice(0, 80)}`);
}"""


def too_small(page: Any) -> list[str]:
    """Controls under 24 px; links within a sentence may be as high as its lines."""
    found: list[str] = page.evaluate(SMALL)
    return found


def easy_to_tap(page: Any) -> None:
    """No control is too small for a finger."""
    small = too_small(page)
    assert not small, page.url + "\n" + "\n".join(small)


def findings(page: Any, *, frame: bool = True, layout: bool = False) -> list[str]:
    """What the accessibility checker finds, in words, and how much wider than its window the page is.

    ``frame``: also in what stands around every page of the system. ``layout``: only what the width
    decides, for a page whose rest is looked at in another width.
    """
    # Only the frame shows on a phone what a desk never does: its colours are asked there too.
    colours = ["color-contrast"] if frame else []
    asked = ["rule", [*LAYOUT, *colours]] if layout else ["tag", RULES]
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(checker())
    found = [
        f"{rule['id']}: {rule['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
        for rule in page.evaluate(RUN, [*asked, [] if frame else FRAME])["violations"]
        for node in rule["nodes"][:3]
    ]
    return [*found, *too_wide(page)]


def too_wide(page: Any) -> list[str]:
    """How much wider than its window the page is, if it is."""
    wider = page.evaluate(WIDE)
    return [f"{wider} px wider than the window"] if wider > 0 else []


def clean(page: Any) -> None:
    """Fails with every finding of the accessibility checker, and when the page is wider than the window."""
    found = findings(page)
    assert not found, f"{page.url} at {page.viewport_size['width']}\n" + "\n".join(found)


def left_in_chinese(page: Any, data: Iterable[re.Pattern[str]]) -> list[str]:
    """Texts of an English page that stay Chinese when what is data has been taken out of them."""
    texts: list[str] = page.evaluate(WORDS)
    left = "\n".join(texts)
    for known in (*data, NUMBERS):
        left = known.sub("", left)
    return [was for was, now in zip(texts, left.split("\n"), strict=False) if CHINESE.search(now)]
