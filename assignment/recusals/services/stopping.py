"""What waits while a recusal is not decided; reconsidering a refusal stops nothing (民事诉讼法第五十条)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from assignment.draws.registry import before_draw as hold_draw
from assignment.pools.registry import Exclusion, exclude_from
from assignment.recusals.domain import JUDGING, Part, State, Stopped
from assignment.recusals.models import Recusal
from assignment.recusals.registry import sitting_on
from assignment.recusals.selectors import barred_from, holding, urgent_on, waiting_of
from assignment.recusals.selectors.papers import recusal_subject
from assignment.recusals.services.deciding import on_assigned
from cases.docket.models import Case
from cases.docket.registry import CaseEvent, guard, on
from cases.documents.registry import subject_kind
from cases.nodes.registry import before_node as hold_node
from courts.actors.domain import Actor
from courts.refusals.domain import Refused

NODES = {one.value for one in Stopped} - {Stopped.DRAW.value}


def stop() -> None:
    """Put into the registries what a recusal holds up, and what follows it. Called in ready().

    After ``changes.follow``: the change that the new handler ends is ended before another is opened.
    """
    exclude_from(barred)
    hold_draw(before_draw)
    hold_node(before_node)
    guard(CaseEvent.CLOSED, before_closing)
    on(CaseEvent.ASSIGNED, on_assigned)
    subject_kind(recusal_subject())


def barred(case: Case, judges: Collection[UUID], on: date) -> Mapping[UUID, Exclusion]:
    """Whose recusal was granted, or waits for its decision, is not drawn for the case nor given it."""
    found = barred_from(case, judges).items()
    return {judge: Exclusion("RECUSED" if done else "RECUSAL_OPEN", by) for judge, (done, by) in found}


def before_closing(case: Case, actor: Actor) -> None:
    """Guard of closing: not while a recusal waits, nor while somebody sits whose recusal was granted.

    Raises Refused RECUSAL-PENDING, RECUSAL-GRANTED.
    """
    for recusal in holding(case):
        if recusal.state == State.WAITING.value:
            raise _pending(recusal)
        if _tries(recusal, case):
            raise _granted(recusal)


def before_draw(case: Case, actor: Actor) -> None:
    """The roster waits while the recusal of a judge, or of whoever draws, does. Raises RECUSAL-PENDING."""
    for recusal in waiting_of(case):
        judging = Part(recusal.part) in JUDGING
        if (judging or _is(recusal, actor)) and not urgent_on(recusal, Stopped.DRAW.value, actor.today):
            raise _pending(recusal)


def before_node(case: Case, node: str, occurred_on: date, actor: Actor) -> None:
    """The trial waits from the day on which the recusal of somebody who sits, or of the actor, was asked for.

    Once granted, it waits until somebody else sits. What happened before is entered as it was.
    Raises Refused RECUSAL-PENDING, RECUSAL-GRANTED.
    """
    if node not in NODES:
        return
    for recusal in holding(case):
        if not (_is(recusal, actor) or _tries(recusal, case)):
            continue
        if recusal.state == State.WAITING.value:
            if recusal.asked_on <= occurred_on and not urgent_on(recusal, node, occurred_on):
                raise _pending(recusal)
        elif _granted_on(recusal) <= occurred_on:
            raise _granted(recusal)


def _is(recusal: Recusal, actor: Actor) -> bool:
    return recusal.person_id is not None and recusal.person_id == actor.person_id


def _tries(recusal: Recusal, case: Case) -> bool:
    """Whether the person concerned tries the case now."""
    people, names = sitting_on(case)
    return recusal.person_id in people if recusal.person_id else recusal.name in names


def _granted_on(recusal: Recusal) -> date:
    return recusal.review_on or recusal.decided_on or recusal.asked_on


def _pending(recusal: Recusal) -> Refused:
    return Refused(
        "RECUSAL-PENDING",
        name=recusal.name,
        asked_on=recusal.asked_on,
        due_on=recusal.due_on,
        recusal=recusal.pk,
    )


def _granted(recusal: Recusal) -> Refused:
    return Refused("RECUSAL-GRANTED", name=recusal.name, decided_on=_granted_on(recusal), recusal=recusal.pk)
