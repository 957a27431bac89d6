"""What limits offer to the case page, the work list and the navigation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.registry import Step, Tab, WorkItem
from cases.limits.domain import LedgerKind
from cases.limits.models import LedgerItem
from cases.limits.selectors import items_of, items_to_tell, items_waiting, limit_of
from cases.limits.views.ledger import KEEPERS, STOPS
from cases.limits.views.tab import limit_tab, locked_reason
from cases.limits.views.words import ACTS, KINDS
from courts.actors.domain import Right, Viewer
from courts.people.registry import NavEntry

MOST = 40
OPEN_STOPS = 3
OFFERED = (LedgerKind.EXCLUSION.value, LedgerKind.CONVERSION.value)
TO_CONFIRM, TO_TELL = "ledger_confirm", "ledger_tell"


def tabs() -> list[Tab]:
    """The account of the limit."""

    def entered(case: Case) -> int:
        return items_of(case).count()

    return [Tab("limit", 3, gettext_lazy("审限"), "cases/limits/tab.html", limit_tab, entered, asks=True)]


def links() -> list[NavEntry]:
    """The calculator, for everyone."""
    note = gettext_lazy("不必有案件：选规则、填日期，逐句说明届满日怎么来的。")

    def everyone(viewer: Viewer) -> bool:
        return True

    return [
        NavEntry("help", 4, gettext_lazy("审限计算器"), "/limits/calculator/", "clock", everyone, note=note)
    ]


def steps_of_limit(case: Case, viewer: Viewer, today: date) -> Iterator[Step]:
    """Ending an open stop, entering a stop, converting the procedure."""
    if case.status != Status.OPEN.value:
        return
    limit = limit_of(case, today)
    if limit is None or limit.rule.base is None:
        return
    yield from _ends(case, viewer)
    for kind in OFFERED:
        label, icon, why = ACTS[kind]
        locked = locked_reason(kind, case, viewer, limit)
        url = "" if locked else reverse("ledger-enter", args=[case.pk, kind])
        yield Step(label, icon, locked or why, url=url, order=32)


def _ends(case: Case, viewer: Viewer) -> Iterator[Step]:
    found = items_of(case).filter(
        state=LedgerItem.State.IN_FORCE, kind__in=STOPS, ends_on=None, starts_on__isnull=False
    )
    for item in found[:OPEN_STOPS]:
        label = _("登记结束：%(what)s") % {"what": f"{KINDS[item.kind]} {item.ground}".strip()}
        if not viewer.may(Right.KEEP_LEDGER, case.court_id):
            yield Step(label, "lamp-stopped", KEEPERS, order=31)
            continue
        since = _("自 %(day)s 起停表；事由消除后登记结束日和依据，审限继续计算。") % {"day": item.starts_on}
        yield Step(label, "lamp-stopped", since, url=reverse("ledger-end", args=[item.pk]), order=31)


def waiting_for_me(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For whoever may confirm: items that do not count until somebody else has confirmed them."""
    if not viewer.may_anywhere(Right.CONFIRM_LEDGER):
        return
    for item in items_waiting(viewer)[:MOST]:
        yield WorkItem(
            title=_("核准审限事项：%(what)s") % {"what": _named(item)},
            basis=_("%(who)s 登记·核准前不计入审限") % {"who": item.entered_by},
            url=reverse("ledger-answer", args=[item.pk]),
            action=_("核准"),
            due_on=None,
            **_about(item),
            kind=TO_CONFIRM,
        )


def count_waiting(viewer: Viewer, today: date) -> int:
    """As many as ``waiting_for_me`` shows."""
    if not viewer.may_anywhere(Right.CONFIRM_LEDGER):
        return 0
    return items_waiting(viewer)[:MOST].count()


def parties_to_tell(viewer: Viewer, today: date) -> Iterator[WorkItem]:
    """For the handler: items in force of which the parties were not told."""
    if not viewer.may_anywhere(Right.KEEP_LEDGER):
        return
    for item in items_to_tell(viewer)[:MOST]:
        yield WorkItem(
            title=_("告知当事人：%(what)s") % {"what": _named(item)},
            basis=_("扣除、延长、重新计算及理由应当公开·法释〔2019〕4号第七条"),
            url=reverse("ledger-told", args=[item.pk]),
            action=_("登记告知"),
            due_on=None,
            **_about(item),
            kind=TO_TELL,
        )


def count_to_tell(viewer: Viewer, today: date) -> int:
    """As many as ``parties_to_tell`` shows."""
    return items_to_tell(viewer)[:MOST].count() if viewer.may_anywhere(Right.KEEP_LEDGER) else 0


def _named(item: LedgerItem) -> str:
    day = item.starts_on or item.decided_on
    return " ".join(str(part) for part in (KINDS[item.kind], item.ground, day) if part)


def _about(item: LedgerItem) -> dict[str, Any]:
    case = item.case
    return {
        "case_label": str(case),
        "case_url": reverse("case-tab", args=[case.pk, "limit"]),
        "case_detail": case.cause_name,
        "case_id": case.pk,
    }
