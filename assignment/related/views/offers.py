"""What related cases offer to the case page and the work list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from assignment.related.selectors import cases_with_sealed_hits, mine_to_answer, searched
from cases.docket.domain import Seal, Status
from cases.docket.models import Case
from cases.docket.registry import Step, WorkItem
from courts.actors.domain import Right, Viewer


def steps_of_case(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Answering what was found, while nobody handles the case."""
    if case.status != Status.OPEN.value or case.handling.handler_id is not None:
        return
    if not any(viewer.may(right, case.court_id) for right in (Right.DRAW, Right.DESIGNATE)):
        return
    found = searched(case, viewer, today)
    if not found.open:
        return
    mine = mine_to_answer(found, viewer, case)
    said = _("检索到 %(n)d 件，分案前须答复（吉高法〔2019〕2号（四））。") % {"n": len(found.open)}
    url = reverse("related", args=[case.pk]) if mine else ""
    yield Step(_("答复关联案件"), "link", said, url=url, primary=bool(mine), order=2)


def sealed_waiting(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For president and head: related cases that no clerk may see, to be answered by kind and judge."""
    for case, hits in cases_with_sealed_hits(viewer, today):
        sealed = case.sealed != Seal.NONE.value
        yield WorkItem(
            title=_("答复不公开的关联案件"),
            basis=_("关联 %(n)d 件·吉高法〔2019〕2号（四）") % {"n": len(hits)},
            url=reverse("related", args=[case.pk]),
            action=_("答复"),
            due_on=None,
            case_label=_("不公开案件") if sealed else case.number or "",
            case_url="",
            case_detail="" if sealed else case.cause_name,
            kind="related",
            case_id=case.pk,
        )


def count_sealed(viewer: Viewer, today: date) -> int:
    """As many as ``sealed_waiting`` shows."""
    return len(cases_with_sealed_hits(viewer, today))
