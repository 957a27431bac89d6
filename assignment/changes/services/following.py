"""What follows from a change: the new handler ends it, the parties are told, the case may close again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from assignment.changes.domain import UNDECIDED, State
from assignment.changes.models import ChangeRequest
from assignment.changes.selectors import approved_change, former_handlers, hearing_again, replacing, tell_by
from assignment.changes.selectors.papers import change_subject
from assignment.changes.selectors.reading import may_tell
from assignment.changes.services.locking import lapse, lock_request, post_moved, require_state
from assignment.draws.registry import replaced_by_draw
from assignment.pools.registry import Exclusion, exclude_from
from cases.docket.models import Case
from cases.docket.registry import CaseEvent, guard, on
from cases.docket.services import about, note
from cases.documents.registry import subject_kind
from cases.nodes.registry import before_node as hold_node
from cases.nodes.selectors import nodes
from courts.actors.domain import Actor
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import recorded

LONGEST = {"told_whom": 200, "told_how": 100}
TRYING = ("hearing", "deliberation", "pronouncement")


def follow() -> None:
    """Put into the registries what a change bars, ends and holds up. Called in ready()."""
    exclude_from(barred)
    replaced_by_draw(lambda case: approved_change(case.pk) is not None, replacing)
    on(CaseEvent.ASSIGNED, on_assigned)
    on(CaseEvent.CLOSED, on_closed)
    guard(CaseEvent.CLOSED, before_closing)
    hold_node(before_node)
    subject_kind(change_subject())


def barred(case: Case, judges: Collection[UUID], on: date) -> Mapping[UUID, Exclusion]:
    """Who was changed off a case is not drawn for it again."""
    return {judge: Exclusion("FORMER_HANDLER", by) for judge, by in former_handlers(case, judges).items()}


def on_assigned(case: Case, actor: Actor) -> None:
    """A new handler ends the change that was approved; from then on the parties have to be told."""
    asked = approved_change(case.pk)
    if asked is None or case.handling.handler_id in (None, asked.from_judge_id):
        return
    asked.state, asked.new_judge_id = State.DONE.value, case.handling.handler_id
    asked.fixed_on = case.handling.assigned_on
    asked.tell_by = tell_by(case.court_id, asked.fixed_on or actor.today)
    asked.save(update_fields=["state", "new_judge", "fixed_on", "tell_by"])
    handler = case.handling.handler
    name = handler.name if handler else ""
    note("change_done", case, actor, ground=asked.ground, judge=asked.from_judge.name, to=name)
    post_moved(asked, actor)


def before_closing(case: Case, actor: Actor) -> None:
    """Guard of closing. Raises Refused CHANGE-CLOSING, CHANGE-UNTOLD."""
    if approved_change(case.pk) is not None:
        raise Refused("CHANGE-CLOSING")
    _require_told(case, actor.today)


def before_node(case: Case, node: str, occurred_on: date, actor: Actor) -> None:
    """A new judge does not try the case before the parties are told, nor on another judge's hearing.

    The day of the event counts, also when it is entered after the telling. Raises Refused CHANGE-UNTOLD,
    CHANGE-BEFORE-TOLD; CHANGE-REHEAR in criminal cases (法释〔2021〕1号第三百零一条).
    """
    if node not in TRYING:
        return
    _require_told(case, occurred_on)
    if node != TRYING[0] and hearing_again(case):
        raise Refused("CHANGE-REHEAR", node=nodes().latest(node))


def _require_told(case: Case, on: date) -> None:
    done = ChangeRequest.objects.filter(case=case, state=State.DONE.value, fixed_on__lte=on)
    for change in done.filter(Q(told_on=None) | Q(told_on__gt=on), member=None):
        if change.told_on is None:
            raise Refused("CHANGE-UNTOLD", fixed_on=change.fixed_on)
        raise Refused("CHANGE-BEFORE-TOLD", on=on, fixed_on=change.fixed_on, told_on=change.told_on)


def on_closed(case: Case, actor: Actor) -> None:
    """A request that nobody decided ends with the case."""
    states = [state.value for state in UNDECIDED]
    for asked in ChangeRequest.objects.filter(case=case, state__in=states).select_related("case"):
        lapse(asked, actor)


def tell_parties(
    *, request_id: UUID | str, told_on: date, told_whom: str, told_how: str, actor: Actor
) -> ChangeRequest:
    """Note that the parties were told who handles their case now: whom, how and when.

    Raises NotVisible; InvalidInput (``told_on``, ``told_whom``, ``told_how``); Refused PEOPLE-RIGHT,
    CHANGE-STATE while no new judge is fixed, CHANGE-TOLD.
    """
    with recorded():
        case, asked = lock_request(actor, request_id)
        with about(case):
            if not may_tell(actor.viewer, asked):
                raise Refused("PEOPLE-RIGHT", act=_("登记告知当事人"))
            require_state(asked, State.DONE)
            if asked.told_on is not None:
                raise Refused("CHANGE-TOLD", told_on=asked.told_on)
            _check_told(asked, told_on, {"told_whom": told_whom, "told_how": told_how}, actor.today)
            asked.told_on, asked.told_by = told_on, actor.label[:160]
            asked.told_whom, asked.told_how = told_whom.strip(), told_how.strip()
            asked.save(update_fields=["told_on", "told_by", "told_whom", "told_how"])
            note("change_told", case, actor, on=told_on, whom=asked.told_whom, told_how=asked.told_how)
    return asked


def _check_told(asked: ChangeRequest, told_on: date, texts: Mapping[str, str], today: date) -> None:
    errors = {}
    if asked.fixed_on is not None and not asked.fixed_on <= told_on <= today:
        errors["told_on"] = _("应在变更之日和今天之间。")
    for name, text in texts.items():
        if not text.strip():
            errors[name] = _("必填。")
        elif len(text.strip()) > LONGEST[name]:
            errors[name] = _("不得超过 %(n)d 字。") % {"n": LONGEST[name]}
    if errors:
        raise InvalidInput(errors)
