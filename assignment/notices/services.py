"""Printing the acceptance notice. What was printed, by whom, stands on the trail."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assignment.notices.selectors import notice_of
from cases.docket.selectors import get_visible
from cases.docket.services import about, note
from courts.actors.domain import Actor
from courts.papers.selectors import page, pdf
from courts.trail.services import recorded

TEMPLATE = "assignment/notices/notice.html"


@dataclass(frozen=True)
class Printed:
    """A paper as it left the system: PDF bytes, or the page that a browser prints (UTF-8)."""

    name: str
    content: bytes


def print_notice(*, case_id: UUID | str, site: str, actor: Actor, as_page: bool = False) -> Printed:
    """The acceptance notice of a visible case, as PDF or as a page to print from a browser.

    The trail keeps the paper's SHA-256, so that a paper shown later can be compared.
    Raises NotVisible; Refused NOTICE-NOT-ACCEPTED, NOTICE-NOT-DRAWN, PAPER-NO-PRINTER (PDF only).
    """
    case = get_visible(actor.viewer, case_id)
    with about(case):
        facts = notice_of(case, site=site, today=actor.today)
        return print_paper(TEMPLATE, facts, title=facts["rule"].zh, actor=actor, as_page=as_page)


def print_paper(
    template: str, facts: Mapping[str, Any], *, title: str, actor: Actor, as_page: bool
) -> Printed:
    """A paper about ``facts["case"]``, with the check of its draw where ``facts["check"]`` has one.

    Raises Refused PAPER-NO-PRINTER (PDF only).
    """
    write, case, check = page if as_page else pdf, facts["case"], facts["check"]
    made = write(template, {**facts, "printed_by": actor.label}, at=actor.at)
    content = made if isinstance(made, bytes) else made.encode()
    with recorded():
        note(
            "paper_printed",
            case,
            actor,
            paper=title,
            number=case.number,
            receipt=check["draw"].receipt if check else "",
            form="html" if as_page else "pdf",
            sha256=hashlib.sha256(content).hexdigest(),
        )
    return Printed(name=f"{title}-{case.number}.pdf", content=content)
