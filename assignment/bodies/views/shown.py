"""A body, its members and its draws as people read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assignment.assessors.selectors import cases_of_year
from assignment.bodies.domain import How, Kind, Lawful
from assignment.bodies.models import BodyMember, SeatCall, TrialBody
from assignment.bodies.selectors import (
    compositions,
    days_to_tell,
    draws_of_call,
    fact_rules,
    lawful_bodies,
    members_of,
    name_of,
    part_words,
    seats_of,
    settled_on,
    substitutes,
    unlawful,
    vacant,
)
from assignment.changes.selectors import hearing_again
from assignment.draws.domain import Purpose, Status, in_groups
from assignment.draws.models import Draw
from assignment.draws.selectors.shown import draw_shown
from cases.docket.models import Case
from courts.refusals.domain import Sentence
from courts.refusals.selectors import explain

HOW = {
    How.HANDLER.value: lambda: _("承办法官"),
    How.DRAWN.value: lambda: _("随机抽取"),
    How.DESIGNATED.value: lambda: _("指定"),
}


def _language() -> str:
    return get_language() or "zh-hans"


def lawful_shown(lawful: Lawful) -> dict[str, Any]:
    """What the law allows, in a sentence with its article."""
    said = []
    if lawful.sole:
        said.append(_("审判员一人独任"))
    if lawful.panels:
        sizes = _("、").join(map(str, lawful.panels))
        said.append(_("由法官 %(sizes)s 人组成合议庭") % {"sizes": sizes})
    for size in lawful.mixed:
        numbers = f" {_('或者')} ".join(map(str, lawful.mixes.get(size, ())))
        told = {"size": size, "numbers": numbers}
        said.append(_("%(size)s 人合议庭，其中人民陪审员 %(numbers)s 人") % told)
    rule = lawful.rule
    return {
        "name": rule.name(_language()),
        "article": rule.article,
        "ways": said,
        "bar": lawful.bar.name(_language()) if lawful.bar else "",
        "bar_article": lawful.bar.article if lawful.bar else "",
        "unsure": rule.confidence != "certain",
    }


def member_shown(member: BodyMember, sat: dict[Any, int]) -> dict[str, Any]:
    """One member: what part, how seated, since when; for an assessor the cases of the year."""
    return {
        "member": member,
        "name": name_of(member),
        "part": part_words().latest(member.part).name(_language()),
        "how": HOW[member.how](),
        "sat": sat.get(member.assessor_id) if member.assessor_id else None,
    }


def body_shown(body: TrialBody, case: Case, today: date) -> dict[str, Any]:
    """A body with its members, vacancies, facts and what is still to be done."""
    rows = members_of(body)
    assessors = [row.assessor_id for row in rows if row.assessor_id]
    sat = cases_of_year(assessors, today.year) if assessors else {}
    told = [member_shown(row, sat) for row in rows]
    free = vacant(body, rows) if body.to_on is None else {Purpose.MEMBER: 0, Purpose.ASSESSOR: 0}
    known = {rule.code: rule for rule in fact_rules()}
    rules = {rule.code: rule for rule in compositions()}
    rule = rules.get(body.rule)
    return {
        "body": body,
        "panel": body.kind == Kind.PANEL.value,
        "now": [one for one in told if one["member"].to_on is None],
        "past": [one for one in told if one["member"].to_on is not None],
        "facts": [known[code].name(_language()) for code in body.facts if code in known],
        "rule": rule.name(_language()) if rule else body.rule,
        "article": rule.article if rule else "",
        "members_free": free[Purpose.MEMBER],
        "assessors_free": free[Purpose.ASSESSOR],
        "complete": not any(free.values()),
        "waiting": [seat.assessor.name for seat in substitutes(body) if seat.assessor] if assessors else [],
        "tell_by": settled_on(body, rows) + timedelta(days=days_to_tell()),
        "again": body.to_on is None and hearing_again(case),
        "unlawful": _unlawful(case, body, today) if body.to_on is None else None,
    }


def _unlawful(case: Case, body: TrialBody, today: date) -> Sentence | None:
    refused = unlawful(case, body, today)
    return explain(refused, _language()) if refused else None


def on_facts(case: Case, facts: Collection[str], today: date) -> dict[str, Any]:
    """What is lawful on some facts, as shown."""
    return lawful_shown(lawful_bodies(case, facts, today))


def call_shown(call: SeatCall) -> dict[str, Any]:
    """A draw for seats: each seat with who was drawn and the draws it took, the roster of the last one."""
    draws = draws_of_call(call)
    by_seat: dict[int, list[Draw]] = defaultdict(list)
    for draw in draws:
        by_seat[draw.seat_draw.seat_id].append(draw)
    seats, ranks = [], {False: count(1), True: count(1)}
    for seat in seats_of(call):
        mine = by_seat[seat.pk]
        told = [(draw, in_groups(draw.receipt)) for draw in mine]
        rank, latest = next(ranks[seat.substitute]), mine[-1] if mine else None
        seats.append({"seat": seat, "rank": rank, "draws": told, "latest": latest})
    return {
        "call": call,
        "seats": seats,
        "state": state_of(call, draws),
        "roster": draw_shown(draws[-1])["roster"] if draws else None,
    }


def state_of(call: SeatCall, draws: list[Draw]) -> str:
    """``done``, ``committed`` (waits for a number), ``fixed`` (waits for the reveal), ``round`` (again)."""
    if call.closed_at is not None:
        return "done"
    states = {draw.status for draw in draws}
    if Status.COMMITTED.value in states:
        return "committed"
    return "fixed" if Status.NONCE_FIXED.value in states else "round"
