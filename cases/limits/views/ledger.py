"""The ledger of a case as a table: each item with what may be done with it, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.limits.domain import ExclusionGround, LedgerKind, Span, Unit
from cases.limits.models import LedgerItem
from cases.limits.selectors import items_of, law
from cases.limits.views.words import KINDS
from courts.actors.domain import Right, Viewer

State = LedgerItem.State
STANDING = (State.IN_FORCE, State.PROPOSED)
STOPS = (LedgerKind.EXCLUSION.value, LedgerKind.SUSPENSION.value)
DECIDED = (LedgerKind.EXTENSION.value, LedgerKind.CONVERSION.value)
TONES = {State.PROPOSED: "brass", State.IN_FORCE: "done", State.DECLINED: "none", State.CANCELLED: "none"}
ICONS = {State.PROPOSED: "clock", State.IN_FORCE: "check", State.DECLINED: "block", State.CANCELLED: "back"}


@dataclass(frozen=True)
class Act:
    """Something to be done with an item: lawful with its address, or locked with the reason."""

    label: Any
    url: str = ""
    reason: Any = ""


@dataclass(frozen=True)
class Row:
    """An item in words."""

    item: LedgerItem
    kind: Any
    ground: ExclusionGround | None
    length: str
    leads_to: Any
    state_tone: str
    state_icon: str
    acts: list[Act]

    @property
    def counts(self) -> bool:
        return bool(self.item.state == State.IN_FORCE)


def ledger_rows(case: Case, viewer: Viewer, today: date) -> list[Row]:
    """Everything ever entered, oldest first."""
    return [_row(item, case, viewer, today) for item in items_of(case)]


def row_of(item: LedgerItem, case: Case, viewer: Viewer, today: date) -> Row:
    """One item of a case."""
    return _row(item, case, viewer, today)


def _row(item: LedgerItem, case: Case, viewer: Viewer, today: date) -> Row:
    on = item.starts_on or item.decided_on or today
    state = State(item.state)
    return Row(
        item=item,
        kind=KINDS[item.kind],
        ground=law().ground(item.ground, on) if item.ground else None,
        length=_length(item, today),
        leads_to=law().rules.latest(item.to_rule) if item.to_rule in law().rules else None,
        state_tone=TONES[state],
        state_icon=ICONS[state],
        acts=acts_of(item, case, viewer),
    )


def _length(item: LedgerItem, today: date) -> str:
    """How long a stop lasted, from the day after its first; how much an extension gave."""
    if item.kind in STOPS and item.starts_on is not None:
        if item.ends_on is None:
            days = max((today - item.starts_on).days, 0)
            return ngettext("至今 %(n)d 日", "至今 %(n)d 日", days) % {"n": days}
        days = (item.ends_on - item.starts_on).days
        return _("%(n)d 日") % {"n": days}
    if item.kind == LedgerKind.EXTENSION.value and item.value is not None:
        step = item.step or 1
        given = _entry_length(item)
        return _("第 %(step)d 次，%(length)s") % {"step": step, "length": given}
    return ""


def _entry_length(item: LedgerItem) -> str:
    assert item.value is not None
    span = Span.of(item.value, Unit(item.unit))
    return span.en if (get_language() or "zh").startswith("en") else span.zh


def acts_of(item: LedgerItem, case: Case, viewer: Viewer) -> list[Act]:
    """What may be done with an item in its state; what this viewer may not is locked with the reason."""
    if item.state not in STANDING or case.status != Status.OPEN.value:
        return [_tell(item, case, viewer)] if _untold(item) else []
    found = []
    if item.state == State.PROPOSED:
        found.append(_answer(item, case, viewer))
    if item.kind in STOPS and item.ends_on is None:
        found.append(_kept(_("登记结束"), "ledger-end", item, case, viewer))
    if _untold(item):
        found.append(_tell(item, case, viewer))
    if item.kind not in DECIDED:
        found.append(_confirmed(_("撤销"), "ledger-cancel", item, case, viewer))
    return found


def _untold(item: LedgerItem) -> bool:
    return item.state == State.IN_FORCE and item.told_on is None


def _tell(item: LedgerItem, case: Case, viewer: Viewer) -> Act:
    return _kept(_("登记告知"), "ledger-told", item, case, viewer)


def _answer(item: LedgerItem, case: Case, viewer: Viewer) -> Act:
    if viewer.person_id is not None and viewer.person_id == item.entered_by_person_id:
        return Act(_("核准"), reason=_("不得核准自己登记的事项"))
    return _confirmed(_("核准"), "ledger-answer", item, case, viewer)


def _kept(label: Any, name: str, item: LedgerItem, case: Case, viewer: Viewer) -> Act:
    if viewer.may(Right.KEEP_LEDGER, case.court_id):
        return Act(label, reverse(name, args=[item.pk]))
    return Act(label, reason=KEEPERS)


def _confirmed(label: Any, name: str, item: LedgerItem, case: Case, viewer: Viewer) -> Act:
    if viewer.may(Right.CONFIRM_LEDGER, case.court_id):
        return Act(label, reverse(name, args=[item.pk]))
    return Act(label, reason=CONFIRMERS)


KEEPERS = gettext_lazy("由承办法官、法官助理或者书记员登记")
CONFIRMERS = gettext_lazy("由庭长或者院长办理")
