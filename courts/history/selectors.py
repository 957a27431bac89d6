"""Reading what was set in courts: the trail's events of administration, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courts.actors.domain import COURT_TIME
from courts.history.domain import Line, Subject, lines
from courts.history.registry import words_for
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load
from courts.trail.models import TrailEvent
from courts.trail.selectors import facts, verbs

PAGE = 50


@dataclass(frozen=True)
class Told:
    """A line of an event in words; ``before`` is empty where nothing stood before."""

    name: str
    before: str
    after: str
    changed: bool


@dataclass(frozen=True)
class Entry:
    """A setting made: who, as what, when, what turned into what, and why."""

    id: int
    court_id: int
    seq: int
    at: datetime
    who: str
    post: str
    verb: str
    noun: str
    object_id: str
    lines: tuple[Told, ...]
    reason: str
    data: Mapping[str, Any]
    erased: bool


@dataclass(frozen=True)
class Wanted:
    """What of the history is asked for. ``before_id`` is the last row of the page before."""

    noun: str = ""
    verbs: tuple[str, ...] = ()
    object_id: str = ""
    actor_id: UUID | None = None
    who: str = ""
    since: date | None = None
    until: date | None = None
    since_at: datetime | None = None
    until_at: datetime | None = None
    before_id: int | None = None


def subjects() -> RuleTable[Subject]:
    """The nouns whose events are settings, in order."""
    return load("courts/history", "subjects", Subject)


def history(court_ids: Iterable[int], wanted: Wanted, limit: int = PAGE) -> list[Entry]:
    """The settings made in courts, newest first."""
    events = _events(court_ids, wanted).select_related("payload").order_by("-id")[:limit]
    language = get_language() or "zh-hans"
    return [_entry(event, language) for event in events]


def object_history(court_id: int, noun: str, object_id: object, limit: int = PAGE) -> list[Entry]:
    """What was done to one thing of a court, newest first."""
    return history([court_id], Wanted(noun=noun, object_id=str(object_id)), limit)


def entries(court_id: int, ids: Iterable[int]) -> list[Entry]:
    """These events of a court's settings, newest first."""
    listed = _events([court_id], Wanted()).filter(pk__in=list(ids))
    language = get_language() or "zh-hans"
    return [_entry(event, language) for event in listed.select_related("payload").order_by("-id")]


def _events(court_ids: Iterable[int], wanted: Wanted) -> QuerySet[TrailEvent]:
    nouns = [wanted.noun] if wanted.noun else [subject.code for subject in subjects()]
    until = _midnight(wanted.until + timedelta(days=1)) if wanted.until else None
    narrowing: dict[str, Any] = {
        "verb__in": wanted.verbs or None,
        "object_id": wanted.object_id or None,
        "actor_id": wanted.actor_id,
        "actor_label__contains": wanted.who or None,
        "at__gte": wanted.since_at or (_midnight(wanted.since) if wanted.since else None),
        "at__lte": wanted.until_at,
        "at__lt": until,
        "id__lt": wanted.before_id,
    }
    given = {lookup: value for lookup, value in narrowing.items() if value is not None}
    found = TrailEvent.objects.filter(court_id__in=list(court_ids), case_id=None, noun__in=nouns, **given)
    return found.exclude(verb__in=[verb for subject in subjects() for verb in subject.without])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), COURT_TIME)


def _entry(event: TrailEvent, language: str) -> Entry:
    body = json.loads(event.payload.body) if event.payload.body else {}
    data: dict[str, Any] = body.get("data", {})
    known = event.verb in verbs()
    return Entry(
        id=event.pk,
        court_id=event.court_id,
        seq=event.seq,
        at=event.at,
        who=event.actor_label,
        post=str(body.get("actor", {}).get("post", "")),
        verb=verbs().latest(event.verb).name(language) if known else event.verb,
        noun=event.noun,
        object_id=event.object_id,
        lines=_lines(event.noun, data, language),
        reason=str(data.get("reason") or ""),
        data=data,
        erased=not event.payload.body,
    )


def _lines(noun: str, data: Mapping[str, Any], language: str) -> tuple[Told, ...]:
    """What people read of an event: the facts that have a name, in the order of their table."""
    order = {fact.code: place for place, fact in enumerate(facts())}
    named = [line for line in lines(data) if line.key in order]
    named.sort(key=lambda line: (line.changed, order[line.key]))
    return tuple(_told(line, noun, data, language) for line in named)


def _told(line: Line, noun: str, data: Mapping[str, Any], language: str) -> Told:
    name = facts().latest(line.key).name(language)
    before = in_words(noun, line.key, line.before, data, language) if line.changed else ""
    return Told(name, before, in_words(noun, line.key, line.after, data, language), line.changed)


def in_words(noun: str, key: str, value: Any, data: Mapping[str, Any], language: str) -> str:
    """A value of an event as people read it: yes and no, none, codes by their names."""
    words = words_for(noun, key)
    if value is None or value == "":
        return _("无")
    if words is not None:
        return words(value, data, language)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return _("、").join(in_words(noun, key, part, data, language) for part in value)
    if isinstance(value, dict):
        return _("，").join(
            f"{part_key} {in_words(noun, part_key, part, data, language)}" for part_key, part in value.items()
        )
    return str(value)
