"""Opening, using and ending browser sessions."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext as _

from courts.accounts.domain import TOUCH, Ending
from courts.accounts.models import PersonSession
from courts.accounts.selectors import key_hash, session_of
from courts.accounts.services.rights import checked_reason, note, require_management
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.refusals.domain import NotVisible
from courts.trail.services import recorded

KEPT = timedelta(days=90)
"""How long ended sessions are still shown to whoever looks into a break-in."""


def open_session(*, person: Person, key: str, address: str, agent: str, at: datetime) -> PersonSession:
    """The session of this key, entered when it is not known yet. Two requests at once make one row."""
    PersonSession.objects.bulk_create(
        [
            PersonSession(
                person=person,
                key_hash=key_hash(key),
                address=address[:45],
                agent=agent[:200],
                since=at,
                last_seen=at,
            )
        ],
        ignore_conflicts=True,
    )
    found = session_of(key)
    assert found is not None, "just written"
    return found


def log_in(*, person: Person, key: str, agent: str, failures: int, actor: Actor) -> PersonSession:
    """A login by password: its session opened, kept on the trail with the failed attempts before it."""
    with recorded():
        session = open_session(person=person, key=key, address=actor.address, agent=agent, at=actor.at)
        note("logged_in", person, actor, address=actor.address, failures=failures)
    return session


def touch(session: PersonSession, *, at: datetime) -> None:
    """Note that a session was used; written at most once a ``TOUCH``."""
    if at - session.last_seen >= TOUCH:
        PersonSession.objects.filter(pk=session.pk, last_seen__lt=at).update(last_seen=at)


def end(session: PersonSession, *, by: Ending, at: datetime) -> None:
    """End one session; the first reason stays."""
    PersonSession.objects.filter(pk=session.pk, ended_at=None).update(ended_at=at, ended_by=by.value)


def close(key: str, *, at: datetime) -> None:
    """The person logged out."""
    PersonSession.objects.filter(key_hash=key_hash(key), ended_at=None).update(
        ended_at=at, ended_by=Ending.LOGGED_OUT.value
    )


def rekey(old: str, new: str, *, verified_at: datetime | None = None) -> None:
    """Carry a session over to its new key, by which it goes on after a login step."""
    changes: dict[str, object] = {"key_hash": key_hash(new)}
    if verified_at is not None:
        changes["verified_at"] = verified_at
    PersonSession.objects.filter(key_hash=key_hash(old)).update(**changes)


def end_own(*, session_id: UUID, person: Person, actor: Actor) -> PersonSession:
    """End one of one's own sessions. Raises NotVisible for any other."""
    with recorded():
        session = PersonSession.objects.filter(pk=session_id, person=person, ended_at=None).first()
        if session is None or actor.person_id != person.pk:
            raise NotVisible("session")
        end(session, by=Ending.BY_OWNER, at=actor.at)
        note("sessions_ended", person, actor, ended=1, address=session.address)
    return session


def end_all(person: Person, *, by: Ending, at: datetime, but: str = "") -> int:
    """End every session of a person, but for the one of the key hash ``but``; how many there were."""
    sessions = PersonSession.objects.filter(person=person, ended_at=None).exclude(key_hash=but)
    return sessions.update(ended_at=at, ended_by=by.value)


def end_sessions(*, person: Person, actor: Actor, reason: str) -> int:
    """End every open session of an account; how many there were.

    Raises InvalidInput (``reason``), Refused PEOPLE-RIGHT, ACCOUNT-SELF, ACCOUNT-SUPERUSER.
    """
    require_management(person, actor, _("结束登录"))
    given = checked_reason(reason)
    with recorded():
        number = end_all(person, by=Ending.BY_ADMINISTRATOR, at=actor.at)
        note("sessions_ended", person, actor, ended=number, reason=given)
    return number


def clear_expired(*, at: datetime) -> dict[str, int]:
    """Delete what nobody can use any more: expired sessions, old session rows, failures past their time."""
    old = Q(last_seen__lt=at - KEPT)
    sessions, _kinds = Session.objects.filter(expire_date__lt=at).delete()
    rows, _kinds = PersonSession.objects.filter(old).delete()
    attempts, _kinds = AccessAttempt.objects.filter(attempt_time__lt=at - settings.AXES_COOLOFF_TIME).delete()
    return {"sessions": sessions, "session_rows": rows, "failed_logins": attempts}
