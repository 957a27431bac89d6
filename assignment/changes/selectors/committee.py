"""Where no leader of the court may decide: the trial committee does, and who enters its decision.

民事诉讼法第四十九条, 法释〔2011〕12号第四条: of the president the committee decides, the president out. A
court with one president, who asked for it or is concerned, has nobody else; the committee's decision is then
entered from its minutes, with its number, by the post the court names (option COMMITTEE-POST).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from assignment.changes.domain import Level, State
from assignment.changes.models import ChangeRequest
from courts.actors.domain import Right, Role, Viewer
from courts.options.selectors import option
from courts.people.models import Post
from courts.people.selectors import holders

People = Collection[UUID | None]


def leaders(court_id: int, on: date) -> frozenset[UUID]:
    """The president and the vice presidents of a court on a day."""
    return frozenset(holders(Role.PRESIDENT, court_id, on).values_list("pk", flat=True))


def committee_decides(court_id: int, on: date, but: People) -> bool:
    """Whether no leader is left to decide once these are out."""
    return not leaders(court_id, on) - {one for one in but if one is not None}


def named_post(court_id: int) -> Role:
    """The post that enters the committee's decisions."""
    return Role(str(option(court_id, "COMMITTEE-POST")))


def enters_committee(user: Viewer, court_id: int, on: date, but: People) -> bool:
    """Whether the viewer enters a decision of the committee: the post named, or, where nobody holds it but
    those who are out, another that may. Never somebody who is out.
    """
    if user.person_id is None or user.person_id in but or not user.may(Right.ENTER_COMMITTEE, court_id):
        return False
    post, out = named_post(court_id), {one for one in but if one is not None}
    return post in user.roles or not holders(post, court_id, on).exclude(pk__in=out).exists()


def out_of(asked: ChangeRequest) -> tuple[UUID | None, ...]:
    """Who takes no part in deciding a request."""
    return asked.asked_by_person_id, asked.from_judge_id, asked.to_judge_id


def for_committee(asked: ChangeRequest, on: date) -> bool:
    """Whether a request that is the president's to decide is the committee's, as no leader is left."""
    return asked.level == Level.PRESIDENT.value and committee_decides(asked.court_id, on, out_of(asked))


def committee_turn(user: Viewer, today: date) -> Q:
    """Requests whose decision by the committee the viewer enters."""
    found = Q(pk__in=[])
    for court in user.courts_with(Right.ENTER_COMMITTEE):
        if not enters_committee(user, court, today, ()):
            continue
        all_out = Q(court=court, state=State.DECIDING.value, level=Level.PRESIDENT.value)
        for leader in leaders(court, today):
            all_out &= Q(asked_by_person=leader) | Q(from_judge=leader) | Q(to_judge=leader)
        found |= all_out
    return found


def of_leaders(user: Viewer) -> Q:
    """What a leader of the court asked for or is concerned in, for the post that enters for the committee."""
    courts = [one for one in user.courts_with(Right.ENTER_COMMITTEE) if named_post(one) in user.roles]
    if not courts:
        return Q(pk__in=[])
    led = Post.objects.filter(court__in=courts, role=Role.PRESIDENT.value).values("person")
    return Q(court__in=courts) & (Q(asked_by_person__in=led) | Q(from_judge__in=led) | Q(to_judge__in=led))
