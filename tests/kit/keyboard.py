"""Hands that have a keyboard and nothing else: every stop on the way must be seen and in the window."""

from __future__ import annotations

from typing import Any

import pytest

AT = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect(), nowhere = here === document.body;
  const outlined = (one) => {
    const style = one && getComputedStyle(one);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const near = [here, here.labels?.[0], here.closest("label, .choice, .search")];
  return {
    tag: here.tagName,
    name: here.name || "",
    id: here.id,
    text: here.innerText?.trim() || here.getAttribute("aria-label") || "",
    seen: nowhere || near.some(outlined),
    inside: nowhere || (box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth),
  };
}"""
STOPS = 120
QUIET = "() => !document.querySelector('.htmx-request, .htmx-settling, .htmx-swapping')"


def at(page: Any) -> dict[str, Any]:
    """The control that has the focus; fails when nobody could see that it has."""
    found: dict[str, Any] = page.evaluate(AT)
    assert found["seen"], f"no sign of the focus on {found}"
    assert found["inside"], f"the focus is out of sight on {found}"
    return found


def tab_until(page: Any, wanted: Any, what: str) -> dict[str, Any]:
    """Press Tab until the control with the focus is the wanted one."""
    for _stop in range(STOPS):
        if wanted(found := at(page)):
            return found
        page.keyboard.press("Tab")
    pytest.fail(f"{what} is not reached by Tab on {page.url}")


def tab_to(page: Any, name: str) -> None:
    """To the control of that name or id."""
    tab_until(page, lambda found: name in (found["name"], found["id"]), name)


def typed(page: Any, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def pressed(page: Any, text: str, key: str = "Enter") -> None:
    """The link or button of the main part that begins with this text, reached and pressed."""
    wanted = ("A", "BUTTON", "SUMMARY")
    tab_until(page, lambda found: found["tag"] in wanted and found["text"].startswith(text), text)
    page.keyboard.press(key)


def chosen(page: Any, name: str, value: str) -> None:
    """Choose in a select with the arrow keys; what follows from the choice is then on the page."""
    tab_to(page, name)
    for _press in range(80):
        if page.evaluate("document.activeElement.value") == value:
            page.wait_for_function(QUIET)
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"{value} is not among the choices of {name}")
