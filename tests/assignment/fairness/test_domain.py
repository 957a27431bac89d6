"""The numbers of the monitor, and the simulation: even in load, and no luckier than chance."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assignment.fairness.domain import (
    Tally,
    Verdict,
    banded,
    chi_square,
    critical_value,
    gini,
    normal_share,
    simulate,
    verdict_of,
)
from assignment.fairness.domain.measures import MILLION
from assignment.fairness.selectors import bands
from assignment.pools.domain import BAND


def tally(judge: str, drawn: int, draws: int = 100, chance: int = MILLION // 4) -> Tally:
    return Tally(
        judge=judge,
        listed=draws,
        eligible=draws,
        drawn=drawn,
        expected=draws * chance,
        variance=draws * (chance * (MILLION - chance) // MILLION),
    )


def test_chi_square_by_hand() -> None:
    counts = (30, 20, 25, 25)
    statistic, freedom = chi_square([tally(str(n), drawn) for n, drawn in enumerate(counts)])
    assert freedom == 3 and statistic == pytest.approx((25 + 25) / 25)


@pytest.mark.parametrize(
    ("freedom", "percent", "value"), [(1, 95, 3.841), (3, 95, 7.815), (39, 95, 54.572), (39, 99, 62.428)]
)
def test_critical_values_of_the_tables(freedom: int, percent: int, value: float) -> None:
    assert critical_value(freedom, percent) == pytest.approx(value, rel=0.03)


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((25, 25, 25, 25), Verdict.WITHIN),
        ((37, 25, 21, 17), Verdict.UNUSUAL),
        ((55, 15, 15, 15), Verdict.CONSPICUOUS),
    ],
)
def test_a_verdict_in_words(counts: tuple[int, ...], verdict: Verdict) -> None:
    assert verdict_of([tally(str(n), drawn) for n, drawn in enumerate(counts)]) is verdict


def test_too_few_draws_say_nothing() -> None:
    assert verdict_of([tally(str(n), 1, draws=4) for n in range(4)]) is Verdict.TOO_FEW
    assert verdict_of([]) is Verdict.TOO_FEW and chi_square([]) == (0.0, 0)


def test_deviation_in_standard_deviations_and_bands() -> None:
    off = tally("a", 25 + 9)
    assert off.deviation == pytest.approx(9 / 18.75**0.5)
    assert banded([off, tally("b", 25), tally("c", 24)], bands()) == [0, 0, 1, 1, 0, 1]
    assert [band.code for band in bands()] == ["FEWER_2", "FEWER_1", "FEWER_0", "MORE_0", "MORE_1", "MORE_2"]
    assert sum(normal_share(band) for band in bands()) == pytest.approx(1)
    assert [round(1000 * normal_share(band)) for band in bands()] == [23, 136, 341, 341, 136, 23]


@pytest.mark.parametrize(("values", "is_"), [((5, 5, 5), 0), ((0, 0, 0, 10), 7500), ((), 0), ((0, 0), 0)])
def test_gini(values: tuple[int, ...], is_: int) -> None:
    assert gini(values) == is_


def test_a_simulation_is_even_and_repeats_itself() -> None:
    found = simulate(judges=12, cases=1500, seed="court")
    assert found == simulate(judges=12, cases=1500, seed="court")
    assert found != simulate(judges=12, cases=1500, seed="other")
    assert found.spread <= 3 * BAND // 2
    assert found.statistic[0] <= found.critical and found.statistic[1] == 11
    assert sum(one.drawn for one in found.tallies) == 1500
    assert found.gini < 200


def test_a_half_share_gets_no_more_load_than_a_whole_one_may_carry() -> None:
    found = simulate(judges=6, cases=600, seed="shares", shares=(50,))
    assert found.spread <= 3 * BAND // 2
    with pytest.raises(ValueError):
        simulate(judges=0, cases=1, seed="x")


def test_the_command_prints_it() -> None:
    out = StringIO()
    call_command("simulate_draws", judges=8, cases=400, seed="court", stdout=out)
    said = out.getvalue()
    for word in ("负荷差距", "个带宽", "基尼系数", "卡方", "自由度 7", "临界值"):
        assert word in said
    with pytest.raises(CommandError):
        call_command("simulate_draws", judges=1, cases=10, stdout=StringIO())
