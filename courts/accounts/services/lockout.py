"""Failed logins: counted a login and address, locked after too many (GB/T 22239-2019 8.1.4.1 b)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from courts.accounts.models import SecondFactor
from courts.accounts.selectors import locks
from courts.accounts.services.rights import checked_reason, note, require_management
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.trail.services import recorded


@contextmanager
def one_at_a_time(username: str, address: str) -> Iterator[None]:
    """Attempts at one login from one address stand in line, so that many at once are counted one by one."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            key = f"login\n{username}\n{address}"
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        yield


def note_failure(*, username: str, failures: int, actor: Actor) -> None:
    """Keep a failed login and the lock it led to when the login is somebody's; a made-up one leaves none."""
    person = Person.objects.filter(username=username).first()
    if person is None:
        return
    with recorded():
        note("login_failed", person, actor, address=actor.address, failures=failures)
        if failures >= settings.AXES_FAILURE_LIMIT:
            note("login_locked", person, actor, address=actor.address, failures=failures)


def forget_failures(person: Person) -> int:
    """Lift locks of the login and the wait after wrong codes; how many counts there were."""
    number, _kinds = AccessAttempt.objects.filter(username=person.username).delete()
    waiting = SecondFactor.objects.filter(person=person, failures__gt=0)
    return int(number) + waiting.update(failures=0, failed_at=None)


def unlock(*, person: Person, actor: Actor, reason: str) -> int:
    """Lift the lock of a login before its time; how many addresses were locked.

    Raises InvalidInput (``reason``), Refused PEOPLE-RIGHT, ACCOUNT-SELF, ACCOUNT-SUPERUSER.
    """
    require_management(person, actor, _("解除暂停"))
    given = checked_reason(reason)
    with recorded():
        number = len(locks(person.username, actor.at))
        forget_failures(person)
        note("login_unlocked", person, actor, locks=number, reason=given)
    return number
