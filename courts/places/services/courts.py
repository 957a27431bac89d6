"""Making courts: the first list, and courts that a filing names before anybody entered them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from courts.actors.domain import Actor
from courts.places.domain import (
    CourtRow,
    Province,
    SpecialRange,
    check_number_code,
    current_number_code,
    number_code_kind,
    number_code_level,
    placeholder_name,
    six_digit_code,
    superior_chain,
)
from courts.places.models import Court
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load
from courts.trail.services import record, recorded

NOUN = "courts/places"


class EnsuredCourt(NamedTuple):
    """The court asked for, and every court that had to be made for it, the highest first."""

    court: Court
    made: tuple[Court, ...]


class _Name(NamedTuple):
    zh: str
    en: str
    confirmed: bool


def ensure_court(*, number_code: str, name: str = "", actor: Actor) -> EnsuredCourt:
    """The court of a number code, made when missing, with the courts above it (法〔2015〕137号第四、五条).

    A code that a court gave up leads to the court it became. A listed court bears
    its listed name, another the ``name`` given, else a placeholder marked as not
    confirmed, which a later ``name`` replaces. Raises InvalidCourtCode.
    """
    code = current_number_code(check_number_code(number_code, _provinces()), court_rows())
    chain = [*reversed(superior_chain(code, court_rows())), code]
    with recorded():
        have = {court.number_code: court for court in Court.objects.filter(number_code__in=chain)}
        if code in have:
            return EnsuredCourt(_named(have[code], name, actor), ())
        above: Court | None = None
        made: list[Court] = []
        for step in chain:
            if step in have:
                above = have[step]
                continue
            above, new = _get_or_make(step, above, name if step == code else "", actor)
            made += [above] if new else []
    assert above is not None  # the chain ends with the code itself
    return EnsuredCourt(above, tuple(made))


def seed_courts(*, actor: Actor) -> tuple[Court, ...]:
    """Make the courts of the list that are missing. Returns those made now."""
    made: list[Court] = []
    with recorded():
        have = set(Court.objects.values_list("number_code", flat=True))
        for row in load(NOUN, "courts", CourtRow):
            if row.code not in have:
                made += ensure_court(number_code=row.code, actor=actor).made
    return tuple(made)


def _get_or_make(code: str, above: Court | None, name: str, actor: Actor) -> tuple[Court, bool]:
    known = _name(code, name)
    court, new = Court.objects.get_or_create(
        number_code=code,
        defaults={
            "code": six_digit_code(code, _provinces()),
            "name": known.zh,
            "name_en": known.en,
            "name_confirmed": known.confirmed,
            "level": number_code_level(code).value,
            "kind": _kind(code),
            "parent": above,
        },
    )
    if new:
        _note("court_made", court, actor)
    return court, new


def _named(court: Court, name: str, actor: Actor) -> Court:
    """Give a court that only has a placeholder the name that was found for it."""
    if name and not court.name_confirmed:
        court.name, court.name_en, court.name_confirmed = name, "", True
        court.save(update_fields=["name", "name_en", "name_confirmed"])
        _note("court_named", court, actor)
    return court


def _name(code: str, given: str) -> _Name:
    if code in court_rows():
        row = court_rows().latest(code)
        return _Name(row.zh, row.en, True)
    if given:
        return _Name(given, "", True)
    return _Name(*placeholder_name(code, _provinces()))


def _kind(code: str) -> str:
    if code in court_rows():
        return court_rows().latest(code).kind.value
    return number_code_kind(code, _provinces(), load(NOUN, "special_ranges", SpecialRange)).value


def _note(verb: str, court: Court, actor: Actor) -> None:
    record(
        verb,
        court_id=court.pk,
        actor=actor,
        noun="court",
        object_id=court.number_code,
        data={"code": court.code, "name": court.name, "name_confirmed": court.name_confirmed},
    )


@cache
def court_rows() -> RuleTable[CourtRow]:
    """Courts whose names and superiors are known, whether or not they are seeded."""
    return RuleTable([*load(NOUN, "courts", CourtRow), *load(NOUN, "known_courts", CourtRow)])


def _provinces() -> RuleTable[Province]:
    return load(NOUN, "provinces", Province)
