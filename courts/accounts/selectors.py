"""Reads about accounts: sessions, second factors, locks, and who keeps whose account."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum

from courts.accounts.domain import Policy
from courts.accounts.models import PersonSession, RecoveryCode, SecondFactor
from courts.actors.domain import Right, Viewer
from courts.people.models import Person, Post
from courts.people.selectors import posts_of, roles
from courts.trail.models import TrailEvent


@dataclass(frozen=True)
class Lock:
    """A login locked for one address."""

    address: str
    until: datetime


@dataclass(frozen=True)
class FactorState:
    """A person's second factor as pages show it. ``needed`` says whether a post of theirs asks for one."""

    factor: SecondFactor | None
    codes_left: int
    needed: bool
    required: bool


def policy() -> Policy:
    """How long sessions last, by the settings."""
    return Policy(
        idle=timedelta(minutes=settings.SESSION_IDLE_MINUTES),
        longest=timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )


def key_hash(key: str) -> str:
    """What is kept of a session's key: 64 hex digits."""
    return hashlib.sha256(key.encode()).hexdigest()


def session_of(key: str) -> PersonSession | None:
    """The session of a key; ``has_factor`` on it says whether its person has a confirmed second factor."""
    factor = SecondFactor.objects.filter(person=OuterRef("person"), confirmed_at__isnull=False)
    found = PersonSession.objects.filter(key_hash=key_hash(key)).annotate(has_factor=Exists(factor))
    return found.select_related("person").first()


def open_sessions(person_id: UUID, now: datetime) -> QuerySet[PersonSession]:
    """The sessions with which a person can still go on, the last used first."""
    lasting = policy()
    return PersonSession.objects.filter(
        person_id=person_id, ended_at=None, last_seen__gt=now - lasting.idle, since__gt=now - lasting.longest
    ).order_by("-last_seen", "-id")


def factor_of(person_id: UUID) -> SecondFactor | None:
    """The confirmed second factor."""
    return SecondFactor.objects.filter(person_id=person_id, confirmed_at__isnull=False).first()


def waiting_factor(person_id: UUID) -> SecondFactor | None:
    """The second factor that waits for its first code."""
    return SecondFactor.objects.filter(person_id=person_id, confirmed_at=None).first()


def needs_factor(person: Person, held: Iterable[str]) -> bool:
    """Whether an account asks for a second factor: leaders and administrators (column of the roles table)."""
    if person.is_superuser or person.is_staff:
        return True
    return any(roles().latest(role).second_factor for role in held)


def factor_required(person: Person, held: Iterable[str]) -> bool:
    """Whether the person may do nothing without one: SECOND_FACTOR is ``required`` and a post asks for it."""
    return bool(settings.SECOND_FACTOR == "required") and needs_factor(person, held)


def factor_state(person: Person, on: date) -> FactorState:
    """What pages show of a person's second factor on a day."""
    factor = factor_of(person.pk)
    left = RecoveryCode.objects.filter(factor=factor, used_at=None).count() if factor else 0
    held = [post.role for post in posts_of(person.pk, on)]
    return FactorState(factor, left, needs_factor(person, held), factor_required(person, held))


def locks(username: str, now: datetime) -> list[Lock]:
    """The addresses from which a login is locked, and until when."""
    since = now - settings.AXES_COOLOFF_TIME
    counted = (
        AccessAttempt.objects.filter(username=username, attempt_time__gt=since)
        .order_by("ip_address")
        .values("ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    )
    return [
        Lock(row["ip_address"] or "", row["last"] + settings.AXES_COOLOFF_TIME)
        for row in counted
        if row["failures"] >= settings.AXES_FAILURE_LIMIT
    ]


def recent_failures(username: str, address: str, now: datetime) -> int:
    """Failed logins from an address that still count against a login."""
    since = now - settings.AXES_COOLOFF_TIME
    counted = AccessAttempt.objects.filter(
        username=username, ip_address=address or None, attempt_time__gt=since
    )
    return int(counted.aggregate(number=Sum("failures_since_start"))["number"] or 0)


def account_court(person_id: UUID, on: date, entered_in: Iterable[int] = ()) -> int | None:
    """The court that keeps a person's account: the one that first gave a post not ended yet.

    First given, not first by date: an appointment entered later by another court never takes the
    account over. With all posts ended the last one counts; without any, the court (among
    ``entered_in``) that entered the person.
    """
    posts = Post.objects.filter(person_id=person_id)
    lasting = posts.filter(Q(to_on=None) | Q(to_on__gte=on))
    court_id = lasting.order_by("pk").values_list("court_id", flat=True).first()
    if court_id is None:
        court_id = posts.order_by("-to_on", "-pk").values_list("court_id", flat=True).first()
    if court_id is None:
        entered = TrailEvent.objects.filter(
            court_id__in=list(entered_in), verb="person_entered", object_id=str(person_id)
        )
        court_id = entered.values_list("court_id", flat=True).first()
    return court_id


def may_manage(viewer: Viewer, person: Person, on: date) -> bool:
    """Whether somebody may reset, unlock and end this account: an administrator of the court that keeps it.

    Never one's own account, and never a superuser's: those are kept on the machine itself.
    """
    if person.is_superuser or viewer.person_id == person.pk:
        return False
    courts = viewer.courts_with(Right.ADMINISTER)
    return account_court(person.pk, on, courts) in courts


def account_visible(viewer: Viewer, person: Person, on: date) -> bool:
    """Whether somebody may open the account page of a person."""
    courts = viewer.courts_with(Right.ADMINISTER)
    return account_court(person.pk, on, courts) in courts
