"""What the manual holds: the guide's pages, and the pages written from the rules."""

from __future__ import annotations

from pathlib import Path

from django.utils import translation

from courts.actors.domain import Role
from courts.manual.domain import Address, Page, read_page, refusals_page, rules_page
from courts.refusals.domain import NotVisible
from courts.refusals.registry import subjects
from courts.refusals.selectors import by_noun
from courts.rulebook.selectors import ROOT, declared, load_declared

DOCS = ROOT / "docs"
GENERATED = DOCS / "generated"
GUIDE = DOCS / "guide"

PAGES: dict[str, tuple[Role, ...]] = {
    "start": (),
    "finding": (),
    "alerts": (),
    "clerk": (Role.CLERK,),
    "judge": (Role.JUDGE, Role.ASSISTANT),
    "division-head": (Role.DIVISION_HEAD,),
    "president": (Role.PRESIDENT,),
    "trial-management": (Role.TRIAL_MANAGEMENT,),
    "reviewer": (Role.REVIEWER,),
    "discipline": (Role.DISCIPLINE,),
    "administrator": (Role.ADMINISTRATOR,),
    "parties-and-public": (),
}
"""The guide's pages in their order, each with the posts it is for; none: for everybody."""


def guide_page(name: str, language: str, address: Address) -> Page:
    """A page of the guide. Raises NotVisible for a name that is no page."""
    if name not in PAGES:
        raise NotVisible(name)
    path = GUIDE / ("en" if language.startswith("en") else "zh") / f"{name}.md"
    return read_page(path.read_text(encoding="utf-8"), address)


def guide_title(name: str, language: str) -> str:
    """The title of a page as it stands in its first line."""
    return guide_page(name, language, lambda _address: None).title


def generated() -> dict[Path, str]:
    """The pages as the rules have them now, by the file they belong in."""
    with translation.override("zh-hans"):
        matters = [(noun, str(label)) for noun, label in subjects()]
    return {
        GENERATED / "refusals.md": refusals_page(matters, by_noun()),
        GENERATED / "rules.md": rules_page(load_declared(), declared()),
    }


def stale() -> list[Path]:
    """Files that are not there or say other than the rules."""
    return [
        path
        for path, text in generated().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
