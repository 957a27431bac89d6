"""How people of the first demo court got in: a newcomer with a temporary password, a login once locked."""

from __future__ import annotations

from datetime import date
from random import Random

from courts.accounts.services import issue_temporary_password, unlock
from courts.accounts.services.lockout import note_failure
from courts.actors.domain import Actor, Role
from courts.people.models import Person
from courts.people.selectors import viewer_of
from courts.people.services import appoint, create_person
from oversight.management.demo.days import instant
from oversight.management.demo.invented import uuid_at
from oversight.management.demo.staff import Staffed

NAME, LOGIN = "顾晓岚", "newcomer"
FAILURES = 5
FORGETFUL = 6
"""By number: the judge who mistyped the password until the login was locked."""


def come_in(staffed: Staffed, day: date) -> None:
    """On the last day a clerk is entered, who must change the demo password at the first login.

    The same morning a judge was locked out and let in again by the administrator.
    """
    administrator = staffed.people[Role.ADMINISTRATOR][0]
    viewer = viewer_of(administrator, day)
    at = instant(day, 8, 40)
    actor = Actor(at=at, label=administrator.name, person_id=administrator.pk, viewer=viewer)
    newcomer = create_person(
        username=f"{staffed.house.prefix}-{LOGIN}",
        name=NAME,
        court=staffed.court,
        actor=actor,
        person_id=uuid_at(Random(LOGIN), at),
    )
    appoint(person=newcomer, court=staffed.court, role=Role.CLERK, from_on=day, actor=actor)
    issue_temporary_password(person=newcomer, actor=actor, reason="新进人员开通账户")
    shared = Person.objects.values_list("password", flat=True).get(pk=administrator.pk)
    Person.objects.filter(pk=newcomer.pk).update(password=shared)
    judge = staffed.judges[FORGETFUL]
    for number in range(1, FAILURES + 1):
        stranger = Actor(at=instant(day, 8, 50, number), label="anonymous", address="192.0.2.17")
        note_failure(username=judge.username, failures=number, actor=stranger)
    unlock(person=judge, actor=actor, reason="本人到场，输入法未切换")
