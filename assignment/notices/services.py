"""Printing the acceptance notice. What was printed, by whom, stands on the trail."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
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
        write = page if as_page else pdf
        made = write(TEMPLATE, {**facts, "printed_by": actor.label}, at=actor.at)
    content = made if isinstance(made, bytes) else made.encode()
    with recorded():
        note(
            "paper_printed",
            case,
            actor,
            paper=facts["rule"].zh,
            number=case.number,
            receipt=facts["check"]["draw"].receipt if facts["check"] else "",
            form="html" if as_page else "pdf",
            sha256=hashlib.sha256(content).hexdigest(),
        )
    return Printed(name=f"{facts['rule'].zh}-{case.number}.pdf", content=content)
