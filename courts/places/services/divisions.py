"""The divisions of a court: set up, renamed, put in order, closed; and a court's settled name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from courts.actors.domain import Actor, Right
from courts.places.models import Court, Division
from courts.places.registry import holdings
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded

NAME_LENGTH = 60
COURT_NAME_LENGTH = 80
COURT_NAME_EN_LENGTH = 120


def add_division(*, court: Court, name: str, kind: str, actor: Actor, order: int | None = None) -> Division:
    """Set up a division at its place in the institutional order, at the end when none is given.

    Raises InvalidInput (``name``, ``kind``), Refused PEOPLE-RIGHT.
    """
    _require(court, actor, _("设立部门"))
    if kind not in Division.Kind.values:
        raise InvalidInput({"kind": _("没有这种部门类别：%(kind)s。") % {"kind": kind}})
    with recorded():
        _hold(court)
        _check_name(court, name)
        last = Division.objects.filter(court=court).aggregate(last=Max("order"))["last"] or 0
        place = last + 1 if order is None else order
        division = Division.objects.create(court=court, name=name.strip(), kind=kind, order=place)
        _note("division_made", division, actor, kind=kind, order=place)
    return division


def rename_division(*, division: Division, name: str, actor: Actor) -> Division:
    """Give a division another name; what was kept under the old one stays. Raises as ``add_division``."""
    _require(division.court, actor, _("部门更名"))
    with recorded():
        _hold(division.court)
        now = Division.objects.select_related("court").get(pk=division.pk)
        if now.name == name.strip():
            return now
        _check_name(now.court, name, but=now.pk)
        before, now.name = now.name, name.strip()
        now.save(update_fields=["name"])
        _note("division_renamed", now, actor, before={"division": before}, after={"division": now.name})
    return now


def move_division(*, division: Division, up: bool, actor: Actor) -> None:
    """Move a division one place in the institutional order; at the end of the list nothing happens.

    Raises Refused PEOPLE-RIGHT.
    """
    _require(division.court, actor, _("调整机构序"))
    with recorded():
        _hold(division.court)
        rows = list(Division.objects.filter(court=division.court).order_by("order", "pk"))
        before = [row.name for row in rows]
        here = next(place for place, row in enumerate(rows) if row.pk == division.pk)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(rows):
            return
        rows[here], rows[there] = rows[there], rows[here]
        for place, row in enumerate(rows, start=1):
            if row.order != place:
                row.order = place
                row.save(update_fields=["order"])
        after = [row.name for row in rows]
        _note("division_moved", rows[there], actor, before={"order": before}, after={"order": after})


def close_division(*, division: Division, closed_on: date, actor: Actor) -> Division:
    """Close a division; ``closed_on`` is its first day closed. Its name and its past cases stay.

    Raises InvalidInput (``closed_on``), Refused PEOPLE-RIGHT, PLACES-DIVISION-HELD while people
    hold posts in it on that day or later, or cases in it are open.
    """
    _require(division.court, actor, _("撤销部门"))
    with recorded():
        _hold(division.court)
        now = Division.objects.select_for_update(of=("self",)).select_related("court").get(pk=division.pk)
        if now.closed_on is not None:
            raise InvalidInput({"closed_on": _("该部门已登记于 %(day)s 撤销。") % {"day": now.closed_on}})
        if held := holdings(now, closed_on):
            words = {"division": now.name, "day": closed_on, "held": held}
            raise Refused("PLACES-DIVISION-HELD", court_id=now.court_id, **words)
        now.closed_on = closed_on
        now.save(update_fields=["closed_on"])
        _note("division_closed", now, actor, before={"closed_on": None}, after={"closed_on": closed_on})
    return now


def confirm_name(*, court: Court, name: str, name_en: str, actor: Actor) -> Court:
    """Settle the name of a court that was only known by its code, or correct it.

    Raises InvalidInput (``name``, ``name_en``), Refused PEOPLE-RIGHT.
    """
    _require(court, actor, _("核定法院名称"))
    errors: dict[str, str] = {}
    if not name.strip() or len(name.strip()) > COURT_NAME_LENGTH:
        errors["name"] = _("名称须为 1 至 %(n)d 个字。") % {"n": COURT_NAME_LENGTH}
    if len(name_en.strip()) > COURT_NAME_EN_LENGTH:
        errors["name_en"] = _("英文名称不得超过 %(n)d 个字符。") % {"n": COURT_NAME_EN_LENGTH}
    if errors:
        raise InvalidInput(errors)
    with recorded():
        now = Court.objects.select_for_update(no_key=True).get(pk=court.pk)
        before = {"court_name": now.name, "name_en": now.name_en, "name_confirmed": now.name_confirmed}
        now.name, now.name_en, now.name_confirmed = name.strip(), name_en.strip(), True
        now.save(update_fields=["name", "name_en", "name_confirmed"])
        record(
            "court_named",
            court_id=now.pk,
            actor=actor,
            noun="court",
            object_id=now.number_code,
            data={
                "code": now.code,
                "before": before,
                "after": {"court_name": now.name, "name_en": now.name_en, "name_confirmed": True},
            },
        )
    return now


def _hold(court: Court) -> None:
    """Nobody else changes the divisions of the court until the end."""
    Court.objects.select_for_update(no_key=True).get(pk=court.pk)


def _require(court: Court, actor: Actor, act: str) -> None:
    if not actor.viewer.may(Right.ADMINISTER, court.pk):
        raise Refused("PEOPLE-RIGHT", act=act, court_id=court.pk)


def _check_name(court: Court, name: str, but: int = 0) -> None:
    wanted = name.strip()
    taken = Division.objects.filter(court=court, name=wanted).exclude(pk=but).exists()
    if not wanted or len(wanted) > NAME_LENGTH or taken:
        raise InvalidInput({"name": _("部门名称不能为空，也不能与本院其他部门相同。")})


def _note(verb: str, division: Division, actor: Actor, **data: Any) -> None:
    record(
        verb,
        court_id=division.court_id,
        actor=actor,
        noun="division",
        object_id=division.pk,
        data={"division": division.name, **data},
    )
