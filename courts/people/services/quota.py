"""The quota of judges: admission (入额) and leaving (退额), by date and document."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from courts.actors.domain import Actor
from courts.people.models import Person, QuotaTerm
from courts.people.registry import quota_changed
from courts.people.services.checks import (
    document_number,
    not_far_back,
    not_for_oneself,
    note,
    overlapping,
    require,
)
from courts.places.models import Court
from courts.refusals.domain import InvalidInput
from courts.trail.services import recorded


def admit_to_quota(
    *, person: Person, court: Court, from_on: date, actor: Actor, document: str = ""
) -> QuotaTerm:
    """Admit a judge to the quota (入额) of a court: from that day cases may be drawn to them.

    Raises InvalidInput when they are in a quota already, Refused PEOPLE-RIGHT, PEOPLE-SELF,
    PEOPLE-BACKDATED.
    """
    act = _("员额管理")
    require(actor, court, act)
    not_for_oneself(actor, person.pk, court, act)
    number = document_number(document)
    not_far_back(actor, court, from_on, number, act)
    with recorded():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if QuotaTerm.objects.filter(overlapping(from_on, None), person=person).exists():
            raise InvalidInput({"from_on": _("该法官在此日已是员额法官。")})
        term = QuotaTerm.objects.create(person=person, court=court, from_on=from_on, document=number)
        note("quota_admitted", court, person, actor, from_on=from_on, document=number)
        quota_changed(person, court.pk, actor)
    return term


def leave_quota(*, term: QuotaTerm, on: date, actor: Actor, document: str = "") -> QuotaTerm:
    """A judge leaves the quota (退额) on a day, no longer in it on that day.

    Raises InvalidInput (``on``), Refused PEOPLE-RIGHT, PEOPLE-BACKDATED.
    """
    act = _("员额管理")
    require(actor, term.court, act)
    number = document_number(document)
    not_far_back(actor, term.court, on, number, act)
    with recorded():
        now = QuotaTerm.objects.select_for_update(of=("self",)).get(pk=term.pk)
        if on <= now.from_on:
            raise InvalidInput({"on": _("退额日须晚于入额日。")})
        if now.to_on is not None and on > now.to_on:
            left = now.to_on + timedelta(days=1)
            raise InvalidInput({"on": _("已登记于 %(day)s 退额，只能改为更早的日期。") % {"day": left}})
        before = now.to_on
        now.to_on, now.end_document = on - timedelta(days=1), number
        now.save(update_fields=["to_on", "end_document"])
        note(
            "quota_left",
            now.court,
            now.person,
            actor,
            on=on,
            before={"to_on": before},
            after={"to_on": now.to_on},
            document=number,
        )
        quota_changed(now.person, now.court_id, actor)
    term.to_on, term.end_document = now.to_on, now.end_document
    return term
