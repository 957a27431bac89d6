"""Looking at a page as people with other eyes and hands would: the accessibility checker and more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

COLOUR = "color-contrast"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LAYOUT = [
    *("target-size", "scrollable-region-focusable", "link-in-text-block"),
    *("link-name", "button-name", "label", "select-name", "aria-hidden-focus", "nested-interactive"),
]
"""What another width of the window may change: sizes, and controls shown only there."""
DRAWN = """() => !document.querySelector("[data-uncounted]") &&
  [...document.querySelectorAll("[data-chart]")].every((place) => place.querySelector("canvas"))"""
"""What waits is counted and the charts are drawn."""
NEW = """([known, without]) => {
  const aria = ["aria-current", "aria-selected", "aria-expanded"];
  const decide = ["class", "role", "open", "disabled", "data-state", ...aria];
  const place = (one) => one === document.body ? "" : place(one.parentElement) + ">" + one.tagName +
    decide.map((name) => one.getAttribute(name) ?? "").join("|");
  const written = (one) => one.matches("input, select, textarea") ||
    [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const seen = new Set(known), fresh = [];
  for (const one of document.body.querySelectorAll("*")) {
    if ((without && one.closest(without)) || !written(one) || !one.checkVisibility()) continue;
    if (seen.has(place(one))) continue;
    seen.add(place(one));
    fresh.push(place(one));
    one.setAttribute("data-coloured", "");
  }
  return fresh;
}"""
"""Marks the texts that stand where none stood before: tags and classes alone give them their colours."""
FRAME = [[".topbar"], [".side"]]
"""What stands around every page: looked at once, not on each."""
RUN = """async (asked) => {
  const found = [];
  for (const {context, only, skip} of asked)
    found.push(...(await axe.run(context, {
      runOnly: only,
      rules: skip ? {[skip]: {enabled: false}} : {},
      resultTypes: ["violations"],
      preload: false,
    })).violations);
  return found;
}"""
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
  const shape = (one) =>
    `${one.tagName}.${one.className?.baseVal ?? one.className}(${[...one.children].map(shape)})`;
  for (const list of document.querySelectorAll("tbody, ul, ol, dl, select")) {
    const seen = new Set();
    [...list.children].forEach((row, place) => {
      const known = seen.has(shape(row));
      seen.add(shape(row));
      if (known && place >= most) row.remove();
    });
  }
}"""
ROWS = 3


def shorten(page: Any) -> None:
    """Leave out of each list, after its first rows, those of the shape of an earlier one.

    The checker asks every text and control of each row anew.
    """
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


def findings(
    page: Any, *, frame: bool = True, layout: bool = False, coloured: set[str] | None = None
) -> list[str]:
    """What the accessibility checker finds, in words, and how much wider than its window the page is.

    ``frame``: also in what stands around every page of the system. ``layout``: only what the width
    decides, for a page whose rest is looked at in another width. ``coloured``: where texts have stood
    whose contrast was measured; it is measured for the others, which are added.
    """
    without = [] if frame else FRAME
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(checker())
    if layout:
        # Only the frame shows on a phone what a desk never does: its colours are asked there too.
        asked = [_asked([*LAYOUT, *([COLOUR] if frame else [])], without)]
    elif coloured is None:
        asked = [{"context": {"exclude": without}, "only": {"type": "tag", "values": RULES}}]
    else:
        fresh = page.evaluate(NEW, [sorted(coloured), "" if frame else ".topbar, .side"])
        coloured.update(fresh)
        whole = {"type": "tag", "values": RULES}
        asked = [{"context": {"exclude": without}, "only": whole, "skip": COLOUR}]
        if fresh:
            asked.append(_asked([COLOUR], without, include=[["[data-coloured]"]]))
    found = [
        f"{rule['id']}: {rule['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
        for rule in page.evaluate(RUN, asked)
        for node in rule["nodes"][:3]
    ]
    return [*found, *too_wide(page)]


def _asked(rules: list[str], without: list[list[str]], **context: Any) -> dict[str, Any]:
    return {"context": {"exclude": without, **context}, "only": {"type": "rule", "values": rules}}


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
