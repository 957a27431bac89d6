"""The formula of a team, a judge at every moment, and the day of rotation."""

from __future__ import annotations

from datetime import date

import pytest

from assignment.teams.domain import Term, check_judges, outside, read_formation, rotation_due
from courts.refusals.domain import Refused

ON = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("formula", "people", "met"),
    [
        ("1+1+1", (1, 1, 1), True),
        ("1+1+1", (1, 1, 0), False),
        ("1+2+2", (1, 2, 3), True),
        ("1+2+2", (1, 1, 2), False),
        ("3+3+3", (2, 3, 3), False),
        ("1+N", (1, 0, 1), True),
        ("1+N", (1, 0, 0), False),
        ("1+N", (0, 5, 5), False),
        ("２＋ｎ", (2, 1, 0), True),
        ("1+N+N", (1, 1, 1), True),
        ("1+N+N", (1, 2, 0), False),
        ("3+2", (3, 1, 1), True),
    ],
)
def test_the_formula(formula: str, people: tuple[int, int, int], met: bool) -> None:
    formation = read_formation(formula)
    assert formation is not None and formation.met_by(*people) is met


@pytest.mark.parametrize("text", ["", "1", "0+1+1", "N+1", "1+1+1+1", "一加一", "1+x", "1++1"])
def test_what_is_no_formula(text: str) -> None:
    assert read_formation(text) is None


def test_a_judge_at_every_moment() -> None:
    check_judges("团队", [Term(ON)], ON)
    check_judges("团队", [Term(ON, date(2026, 3, 20)), Term(date(2026, 3, 21))], ON)
    for terms, first in (
        ([], ON),
        ([Term(date(2026, 3, 11))], ON),
        ([Term(date(2026, 1, 1), date(2026, 3, 9))], ON),
        ([Term(ON, date(2026, 3, 20))], date(2026, 3, 21)),
        ([Term(ON, date(2026, 3, 20)), Term(date(2026, 3, 22))], date(2026, 3, 21)),
    ):
        with pytest.raises(Refused, match="TEAM-NO-JUDGE") as refused:
            check_judges("团队", terms, ON)
        assert refused.value.params["day"] == first


@pytest.mark.parametrize(
    ("causes", "cause", "out"),
    [((), "", False), (("civ.2",), "civ.2.2", False), (("civ.2",), "civ.4", True), (("civ.2",), "", True)],
)
def test_a_specialty_covers_what_stands_under_it(causes: tuple[str, ...], cause: str, out: bool) -> None:
    assert outside(causes, cause, lambda above, code: code.startswith(above)) is out


def test_terms_meet_on_a_common_day() -> None:
    assert Term(ON).meets(Term(date(2026, 1, 1), ON))
    assert not Term(ON).meets(Term(date(2026, 1, 1), date(2026, 3, 9)))


def test_the_day_of_rotation() -> None:
    assert rotation_due(ON, 2) == date(2028, 3, 10)
    assert rotation_due(date(2024, 2, 29), 1) == date(2025, 2, 28)
