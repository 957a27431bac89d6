"""What the services of people share: rights, dates far back, the last administrator, the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from courts.actors.domain import Actor, Reach, Right, Role
from courts.options.selectors import option
from courts.people.domain import Span, first_gap
from courts.people.models import DOCUMENT_LENGTH, Person, Post
from courts.people.selectors import roles
from courts.places.models import Court
from courts.places.selectors import named
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record


def overlapping(from_on: date, to_on: date | None) -> Q:
    """Dated rows that share a day with the span."""
    later = Q(to_on=None) | Q(to_on__gte=from_on)
    return later & Q(from_on__lte=to_on) if to_on is not None else later


def require(actor: Actor, court: Court, act: str) -> None:
    """Whoever administers this court may. Raises Refused PEOPLE-RIGHT."""
    if not actor.viewer.may(Right.ADMINISTER, court.pk):
        raise Refused("PEOPLE-RIGHT", act=act, court_id=court.pk)


def not_for_oneself(actor: Actor, person_id: UUID, court: Court, act: str) -> None:
    """Rights over cases are given by somebody else. Raises Refused PEOPLE-SELF."""
    if actor.person_id is not None and actor.person_id == person_id:
        raise Refused("PEOPLE-SELF", act=act, court_id=court.pk)


def reaches_cases(role: Role) -> bool:
    """Whether a post lets its holder read any case."""
    return roles().latest(role.value).reach is not Reach.NONE


def document_number(text: str, field: str = "document") -> str:
    """The number of the document that decided an appointment, trimmed. Raises InvalidInput when too long."""
    number = text.strip()
    if len(number) > DOCUMENT_LENGTH:
        raise InvalidInput({field: _("文号不得超过 %(n)d 个字符。") % {"n": DOCUMENT_LENGTH}})
    return number


def not_far_back(actor: Actor, court: Court, day: date, document: str, act: str) -> None:
    """A person dates an act at most so many days back without its document. Raises Refused PEOPLE-BACKDATED.

    A command takes over what the personnel file already says, from whatever day.
    """
    if actor.person_id is None or document:
        return
    days = int(option(court.pk, "PEOPLE-BACKDATE-DAYS"))
    if (actor.today - day).days > days:
        raise Refused("PEOPLE-BACKDATED", act=act, day=day, days=days, court_id=court.pk)


def hold_courts(courts: Iterable[int]) -> None:
    """Nobody else changes the administrators of these courts until the end. Ascending, against deadlock."""
    list(Court.objects.select_for_update(no_key=True).filter(pk__in=set(courts)).order_by("pk"))


def keep_an_administrator(court: Court, on: date, changed: Callable[[Post], Span | None]) -> None:
    """A change must not leave the court without an administrator on a day from ``on``.

    ``changed`` gives the days of an administrator's post after the change; None drops it.
    Call it with the court held. Raises Refused PEOPLE-LAST-ADMINISTRATOR.
    """
    posts = Post.objects.filter(court=court, role=Role.ADMINISTRATOR.value, person__is_active=True)
    before = first_gap([(post.from_on, post.to_on) for post in posts], on)
    after = first_gap([span for span in map(changed, posts) if span is not None], on)
    if after is not None and (before is None or after < before):
        raise Refused("PEOPLE-LAST-ADMINISTRATOR", court=named(court), day=after, court_id=court.pk)


def note(verb: str, court: Court, person: Person, actor: Actor, **data: Any) -> None:
    """An event of a person's file, on the trail of the court that did it."""
    record(
        verb,
        court_id=court.pk,
        actor=actor,
        noun="person",
        object_id=person.pk,
        data={"name": person.name, **data},
    )
