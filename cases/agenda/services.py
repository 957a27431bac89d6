"""The private address of a person's calendar feed: made, renewed, withdrawn; noted when it is read."""

from __future__ import annotations

import secrets
from datetime import date
from uuid import UUID

from cases.agenda.domain import TOKEN_BYTES, digest
from cases.agenda.models import AgendaFeed
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.people.selectors import posts_of
from courts.refusals.domain import NotVisible
from courts.trail.services import record, recorded


def make_feed(*, language: str, actor: Actor) -> str:
    """Make the actor's feed, or renew it; the old address ends at once. Returns the secret, kept nowhere.

    Raises NotVisible for whoever holds no post.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with recorded():
        person, court_id = _lock(actor)
        ended = _end(person, actor)
        feed = AgendaFeed.objects.create(
            person=person, digest=digest(token), language=language, made_at=actor.at
        )
        verb = "agenda_feed_renewed" if ended else "agenda_feed_made"
        record(
            verb, court_id=court_id, actor=actor, noun="person", object_id=person.pk, data={"feed": feed.pk}
        )
    return token


def withdraw_feed(*, actor: Actor) -> bool:
    """End the actor's feed. False when there was none. Raises NotVisible for whoever holds no post."""
    with recorded():
        person, court_id = _lock(actor)
        ended = _end(person, actor)
        if ended:
            facts = {"feed": ended}
            record(
                "agenda_feed_withdrawn",
                court_id=court_id,
                actor=actor,
                noun="person",
                object_id=person.pk,
                data=facts,
            )
    return ended is not None


def note_read(feed: AgendaFeed, today: date) -> None:
    """Keep the last day a feed was read; written once a day."""
    if feed.read_on != today:
        AgendaFeed.objects.filter(pk=feed.pk).update(read_on=today)


def _lock(actor: Actor) -> tuple[Person, int]:
    """The actor's own row, so that two renewals wait for one another, and the court of the first post."""
    if actor.person_id is None:
        raise NotVisible("agenda feed")
    posts = posts_of(actor.person_id, actor.today)
    if not posts:
        raise NotVisible("agenda feed")
    return Person.objects.select_for_update(no_key=True).get(pk=actor.person_id), posts[0].court_id


def _end(person: Person, actor: Actor) -> UUID | None:
    """End the feed a person has; its number, None when there was none."""
    feed = AgendaFeed.objects.filter(person=person, ended_at=None).first()
    if feed is None:
        return None
    feed.ended_at = actor.at
    feed.save(update_fields=["ended_at"])
    return feed.pk
