"""What the administrator of the first demo court has kept: delegations, an appointment to come, leavers."""

from __future__ import annotations

from datetime import date, timedelta

from courts.actors.domain import Actor, Right, Role
from courts.people.models import Post
from courts.people.selectors import viewer_of
from courts.people.services import (
    admit_to_quota,
    appoint,
    delegate,
    disable_person,
    end_post,
    leave_quota,
)
from oversight.management.demo.days import Days, instant
from oversight.management.demo.staff import Recruiter, Staffed

LEFT_BEFORE = 200
"""Days before the end of the data on which a judge left the quota."""
GONE_BEFORE = 90
"""Days before the end on which a clerk left the court."""
HEAD, NEXT_HEAD, NEW_HEAD = 2, 1, 4
"""By number: the head who acts for the president, the one who once acted for another, the judge to be one."""


def early(staffed: Staffed, recruiter: Recruiter, days: Days) -> None:
    """At the founding: people who will leave, and a delegation that is long over."""
    court, actor = staffed.court, recruiter.actor
    civil = staffed.division_of[staffed.judges[NEW_HEAD]]
    left = days.end - timedelta(days=LEFT_BEFORE)
    judge = recruiter.hire(court, Role.JUDGE, f"{staffed.house.prefix}-judge13", civil)
    term = admit_to_quota(person=judge, court=court, from_on=recruiter.since, actor=actor)
    leave_quota(term=term, on=left, document=f"吉高法员额〔{left.year}〕4号", actor=actor)
    end_post(post=judge.posts.get(), to_on=left, document=f"抚人大任〔{left.year}〕6号", actor=actor)
    clerk = recruiter.hire(court, Role.CLERK, f"{staffed.house.prefix}-clerk3", None)
    end_post(post=clerk.posts.get(), to_on=days.end - timedelta(days=GONE_BEFORE), actor=actor)
    away = days.start + timedelta(days=30)
    heads = staffed.people[Role.DIVISION_HEAD]
    delegate(
        post=heads[HEAD].posts.get(role=Role.DIVISION_HEAD.value),
        to_person=heads[NEXT_HEAD],
        rights=[Right.ACKNOWLEDGE],
        from_on=away,
        to_on=away + timedelta(days=13),
        reason="参加省法院业务培训",
        actor=actor,
    )


def late(staffed: Staffed, day: date) -> None:
    """On the last day: a delegation in force, an appointment from next month, an account disabled."""
    actor = _administrator(staffed, day)
    judge = staffed.judges[NEW_HEAD]
    president = Post.objects.get(court=staffed.court, role=Role.PRESIDENT.value)
    delegate(
        post=president,
        to_person=staffed.people[Role.DIVISION_HEAD][HEAD],
        rights=[Right.ACKNOWLEDGE, Right.DASHBOARD],
        from_on=day,
        to_on=day + timedelta(days=14),
        reason="赴省委党校学习",
        actor=actor,
    )
    appoint(
        person=judge,
        court=staffed.court,
        role=Role.DIVISION_HEAD,
        division=staffed.divisions["松江河人民法庭"],
        from_on=day + timedelta(days=30),
        document=f"抚人大任〔{day.year}〕11号",
        actor=actor,
    )
    gone = Post.objects.get(person__username=f"{staffed.house.prefix}-clerk3").person
    disable_person(person=gone, reason="调离法院系统", actor=actor)


def _administrator(staffed: Staffed, day: date) -> Actor:
    person = staffed.people[Role.ADMINISTRATOR][0]
    signed = staffed.signed(person, Role.ADMINISTRATOR, instant(day, 17, 10))
    return Actor(
        at=signed.at,
        label=signed.label,
        person_id=signed.person_id,
        post=signed.post,
        viewer=viewer_of(person, day),
    )
