"""The feed of a person: whose it is, whether it still holds, and the file that programs read (RFC 5545)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cases.agenda.domain import FEED_AHEAD, FEED_BEHIND, digest
from cases.agenda.models import AgendaFeed
from cases.agenda.selectors.months import Mark, marks, scopes
from cases.docket.domain import Seal
from cases.docket.models import Case
from cases.limits.selectors import law
from courts.actors.domain import Viewer
from courts.people.models import Person
from courts.people.selectors import viewer_of
from courts.refusals.domain import NotVisible

ONE_DAY = timedelta(days=1)
MOST = 2000
"""Events of one kind in a feed; nobody handles as many cases."""
MAKER = "-//Case system of the people's courts//Calendar of limits//ZH"


@dataclass(frozen=True)
class Reader:
    """Whoever a feed speaks to, as they stand today."""

    feed: AgendaFeed
    viewer: Viewer


def feed_of(person: Person) -> AgendaFeed | None:
    """The feed a person has now."""
    return AgendaFeed.objects.filter(person=person, ended_at=None).first()


def reader_of(token: str, today: date) -> Reader:
    """Whose feed a secret opens. Raises NotVisible: none, ended, the person disabled or without a post."""
    feed = AgendaFeed.objects.select_related("person").filter(digest=digest(token), ended_at=None).first()
    if feed is None:
        raise NotVisible("agenda feed")
    viewer = viewer_of(feed.person, today)
    if not viewer.roles:
        raise NotVisible("agenda feed")
    return Reader(feed, viewer)


def calendar_file(reader: Reader, today: date, address: Callable[[Case], str]) -> bytes:
    """The days of the reader's own open cases as a calendar; ``address`` gives the page of a case.

    Whole days, no times. An event keeps its UID when its day moves, so that programs move it too.
    """
    with translation.override(reader.feed.language):
        calendar = _empty()
        scope = scopes(reader.viewer, None)["mine"]
        for mark in marks(scope, today - FEED_BEHIND, today + FEED_AHEAD, MOST):
            calendar.add_component(_event(mark, reader.feed, today, address(mark.case)))
        return bytes(calendar.to_ical())


def _empty() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("审限日历"))
    calendar.add("name", _("审限日历"))
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    return calendar


def _event(mark: Mark, feed: AgendaFeed, today: date, address: str) -> Event:
    event = Event()
    once = f".{mark.day:%Y%m%d}" if mark.kind.code == "stop" else ""
    event.add("uid", f"{mark.case.pk}.{mark.kind.code}{once}@{mark.case.court.code}.limits")
    event.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    event.add("dtstart", mark.day)
    event.add("dtend", mark.day + ONE_DAY)
    event.add("summary", f"{mark.kind.label} {mark.case.number}")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if mark.case.sealed == Seal.NONE.value:
        event.add("description", _told(mark, feed.language))
        event.add("categories", [str(mark.kind.label)])
        event.add("url", address)
    return event


def _told(mark: Mark, language: str) -> str:
    """What the day asks for, the cause and the rule; never a party."""
    lines = [str(mark.kind.meaning), _("案由：%(cause)s") % {"cause": mark.case.cause_name}]
    clock = getattr(mark.case, "clock", None)
    if clock is None:
        return "\n".join(lines)
    rule = law().rules.latest(clock.now_rule_code)
    lines.append(_("审限：%(rule)s") % {"rule": rule.en if language.startswith("en") else rule.zh})
    lawful_on, due_on = clock.latest_lawful_on, clock.due_on
    if due_on and lawful_on and lawful_on != due_on:
        lines.append(_("遇节假日顺延，最迟 %(day)s") % {"day": lawful_on})
    return "\n".join(lines)
