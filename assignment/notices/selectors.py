"""What stands on the acceptance notice of a case."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from assignment.draws.domain import Status as DrawStatus
from assignment.draws.domain import in_groups
from assignment.draws.models import Draw
from assignment.draws.selectors import draws_of, subject_of
from assignment.notices.domain import NoticeRule, formal_date, kind_of, plain_date
from cases.docket.domain import Seal
from cases.docket.models import Case
from cases.docket.selectors import words
from cases.parties.domain import CLAIMING
from cases.parties.models import Party
from cases.parties.selectors import parties_of
from cases.parties.selectors import words as party_words
from courts.actors.domain import COURT_TIME
from courts.papers.selectors import qr
from courts.refusals.domain import Refused
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load


def notices() -> RuleTable[NoticeRule]:
    """The wordings of the acceptance notice."""
    return load("assignment/notices", "notices", NoticeRule)


def notice_of(case: Case, *, site: str, today: date) -> dict[str, Any]:
    """Everything the notice says; ``site`` is where the public page answers (https://…, no slash at its end).

    Raises Refused NOTICE-NOT-ACCEPTED before the case has its number, NOTICE-NOT-DRAWN
    while it has neither a locked roster nor a judge.
    """
    if case.number is None or case.filed_on is None:
        raise Refused("NOTICE-NOT-ACCEPTED")
    draw = _draw(case)
    if draw is None and case.handling.handler is None:
        raise Refused("NOTICE-NOT-DRAWN", case=case.number)
    parties = parties_of(case)
    rule = notices().latest(kind_of(case.category, case.procedure, {party.role for party in parties}))
    ours, others = _sides(parties)
    said = {
        "others": "、".join(others),
        "cause": case.cause_name,
        "received": plain_date(case.received_on),
        "filed": plain_date(case.filed_on),
    }
    return {
        "case": case,
        "court": case.court,
        "rule": rule,
        "to": "、".join(ours),
        "opening": rule.opening.format(**said),
        "sides": _named(parties),
        "procedure": words("procedures").latest(case.procedure).zh,
        "received": said["received"],
        "filed": said["filed"],
        "judge": _judge(case),
        "check": check_of(case, draw, site) if draw else None,
        "dated": formal_date(today),
    }


def _draw(case: Case) -> Draw | None:
    """The draw whose receipt the notice bears: the latest, unless it was made void and not yet repeated."""
    latest = next(iter(draws_of(case)), None)
    return latest if latest is not None and latest.status != DrawStatus.VOID.value else None


def _sides(parties: list[Party]) -> tuple[list[str], list[str]]:
    """Names of those the notice is addressed to, and of the other side."""
    claiming = {role.value for role in CLAIMING}
    ours = [party for party in parties if party.role in claiming] or parties[:1]
    others = [party for party in parties if party not in ours and party.role not in ("third_party", "victim")]
    return [party.name for party in ours], [party.name for party in others]


def _named(parties: list[Party]) -> list[tuple[str, str]]:
    """The parties by role, names only: no number, telephone or address goes onto the paper."""
    roles = party_words("roles")
    named: dict[str, list[str]] = {}
    for party in parties:
        named.setdefault(roles.latest(party.role).zh, []).append(party.name)
    return [(role, "、".join(names)) for role, names in named.items()]


def _judge(case: Case) -> dict[str, str] | None:
    handling = case.handling
    if handling.handler is None or handling.assigned_on is None:
        return None
    division = handling.division.name if handling.division else ""
    return {"name": handling.handler.name, "division": division, "on": plain_date(handling.assigned_on)}


def check_of(case: Case, draw: Draw, site: str) -> dict[str, Any]:
    """The receipt code in groups, the whole hash that it begins, where to check them, and the QR code.

    The whole hash is printed because sixteen digits can be made to fit two rosters with much computing.
    """
    address = site + reverse("verify", args=[draw.receipt])
    return {
        "draw": draw,
        "code": in_groups(draw.receipt),
        "hash": (draw.snapshot_hash[:32], draw.snapshot_hash[32:]),
        "address": address,
        "qr": qr(address),
        "year": draw.chain.year,
        "locked_at": draw.committed_at.astimezone(COURT_TIME),
        "drawn": draw.status == DrawStatus.RESULT.value,
        "known_as": subject_of(case) if case.sealed != Seal.NONE.value else "",
    }
