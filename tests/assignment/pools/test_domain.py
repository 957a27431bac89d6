"""Weights: random, yet even; and who may be left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assignment.pools import domain
from assignment.pools.domain import PoolJudge
from courts.refusals.domain import RefusalRule, Refused, phrase
from courts.rulebook.domain import build_table

RULES = yaml.safe_load(Path(domain.__file__).parents[1].joinpath("rules.yaml").read_text(encoding="utf-8"))
REASONS = build_table(domain.ExclusionReason, RULES["exclusion_reasons"], source="exclusion_reasons")
SETTINGS = build_table(domain.PoolSetting, RULES["settings"], source="settings")
REFUSALS = build_table(RefusalRule, RULES["refusals"], source="refusals")
ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("counted", "share", "weight"),
    [
        (2000, 100, 501),  # the least loaded: B + 1
        (2001, 100, 500),
        (2250, 50, 125),  # floor(251 × 50 / 100)
        (2500, 100, 1),  # exactly a band above: still a chance
        (2501, 100, 0),  # more than a band above: none
        (2500, 1, 1),  # floor(1 × 1 / 100) = 0, raised to 1
        (2400, 30, 30),  # floor(101 × 30 / 100)
        (9999, 100, 0),
    ],
)
def test_weight_by_hand(counted, share, weight):
    assert domain.weight(counted, 2000, share, 500) == weight


def test_the_lowest_is_taken_among_the_eligible():
    """A judge on leave with an empty docket does not shut out the others."""
    entries = domain.roster(
        [PoolJudge(id="J2", load=0, excluded="LEAVE", excluded_by="P1"), PoolJudge(id="J1", load=3000)]
    )
    assert [(entry.id, entry.eligible, entry.reason, entry.weight) for entry in entries] == [
        ("J1", True, "", 501),
        ("J2", False, "LEAVE", 0),
    ]


def test_a_judge_back_from_leave_counts_at_the_median_until_his_own_load_has_grown_past_it():
    others = [PoolJudge(id=f"J{n}", load=load) for n, load in enumerate((1000, 1200, 1400))]
    median = domain.median_load([judge.load for judge in others])
    assert median == 1200

    def weights(load: int) -> list[int]:
        back = PoolJudge(id="J9", load=load, reentry_load=median)
        return [entry.weight for entry in domain.roster([*others, back])]

    assert weights(0) == [501, 301, 101, 301]
    assert weights(1100) == [501, 301, 101, 301]
    assert weights(1300) == [501, 301, 101, 201]


@pytest.mark.parametrize(("loads", "median"), [((), 0), ((7,), 7), ((9, 1), 5), ((4, 1), 2), ((3, 1, 2), 2)])
def test_median_is_an_integer(loads, median):
    assert domain.median_load(loads) == median


def test_a_share_of_zero_excludes_by_itself():
    (entry,) = domain.roster([PoolJudge(id="J1", load=0, share=0)])
    assert (entry.eligible, entry.reason, entry.weight) == (False, "SHARE_ZERO", 0)


@pytest.mark.parametrize(
    "values",
    [
        {"id": ""},
        {"id": "张法官"},
        {"load": -1},
        {"load": 1.5},
        {"load": True},
        {"share": 101},
        {"reentry_load": -1},
        {"excluded_by": "P1"},
    ],
)
def test_values_out_of_range_are_errors(values):
    with pytest.raises(ValueError):
        PoolJudge(**({"id": "J1", "load": 0} | values))


def test_nobody_twice_and_no_negative_band():
    with pytest.raises(ValueError, match="twice"):
        domain.roster([PoolJudge(id="J1", load=0), PoolJudge(id="J1", load=5)])
    with pytest.raises(ValueError, match="band"):
        domain.roster([], band=-1)


judges = st.lists(
    st.builds(
        PoolJudge,
        id=st.integers(0, 10**6).map(lambda n: f"J{n}"),
        load=st.integers(0, 5000),
        share=st.integers(0, 100),
        reentry_load=st.sampled_from([0, 0, 2500]),
        excluded=st.sampled_from(["", "", "", "CEILING"]),
    ),
    max_size=12,
    unique_by=lambda judge: judge.id,
)


@given(judges, st.integers(0, 2000), st.randoms())
def test_weights_are_even_and_random(pool, band, shuffle):
    entries = domain.roster(pool, band)
    counted = {judge.id: judge.counted_load for judge in pool}
    eligible = [entry for entry in entries if entry.eligible]
    lowest = min((counted[entry.id] for entry in eligible), default=0)
    for entry in entries:
        assert type(entry.weight) is int
        within = entry.eligible and counted[entry.id] - lowest <= band
        assert (entry.weight >= 1) == within
        assert entry.weight <= band + 1
        assert entry.eligible != bool(entry.reason)
    for one in eligible:
        for other in eligible:
            if one.share >= other.share and counted[one.id] <= counted[other.id]:
                assert one.weight >= other.weight
    again = list(pool)
    shuffle.shuffle(again)
    assert domain.roster(again, band) == entries
    assert [entry.id for entry in entries] == sorted(counted)


def test_the_least_loaded_always_can_be_drawn():
    assert domain.roster([PoolJudge(id="J1", load=777, share=1)], 0)[0].weight == 1


LEFT_OUT = {
    "POOL-EXCLUSION-REASON": PoolJudge(id="J1", load=0, excluded="DISLIKED", excluded_by="P1"),
    "POOL-EXCLUSION-APPROVER": PoolJudge(id="J1", load=0, excluded="LEAVE"),
}


@pytest.mark.parametrize("code", sorted(LEFT_OUT))
def test_nobody_is_left_out_without_reason_and_approver(code):
    with pytest.raises(Refused, match=code) as refused:
        domain.check_exclusions([LEFT_OUT[code]], REASONS, ON)
    for language in ("zh", "en"):
        said = phrase(REFUSALS.latest(code), refused.value.params, language)
        assert "J1" in said.detail and "—" not in said.detail and said.article and said.next_step


@pytest.mark.parametrize("reason", [reason.code for reason in REASONS])
def test_each_listed_reason_excludes(reason):
    judge = PoolJudge(id="J1", load=0, excluded=reason, excluded_by="P1")
    domain.check_exclusions([judge, PoolJudge(id="J2", load=0)], REASONS, ON)
    assert [(entry.eligible, entry.weight) for entry in domain.roster([judge])] == [(False, 0)]


def test_a_reason_not_yet_in_force_is_refused():
    judge = PoolJudge(id="J1", load=0, excluded="SUSPENDED", excluded_by="P1")
    with pytest.raises(Refused, match="POOL-EXCLUSION-REASON"):
        domain.check_exclusions([judge], REASONS, date(2019, 9, 30))


@pytest.mark.parametrize(
    ("code", "value", "unit"),
    [("NONCE_WINDOW", 30, "minutes"), ("CHAIN_LENGTH", 20_000, "draws")],
)
def test_the_protocols_numbers_stand_in_the_settings(code, value, unit):
    setting = SETTINGS.at(code, ON)
    assert (setting.value, setting.unit) == (value, unit)


def test_every_setting_is_a_positive_number_with_a_unit():
    assert all(setting.value > 0 and setting.unit for setting in SETTINGS)


def test_a_change_of_the_pool_is_named():
    before = domain.roster([PoolJudge(id=f"J{n}", load=0, share=0 if n == 3 else 100) for n in range(4)])
    after = domain.roster([PoolJudge(id=f"J{n}", load=9, share=0 if n == 1 else 100) for n in range(1, 5)])
    rows = [entry.as_row() for entry in before]
    change = domain.compare_rosters(rows, [entry.as_row() for entry in after])
    assert change == domain.RosterChange(("J4",), ("J0",), ("J1",), ("J3",))
    assert change and not domain.compare_rosters(rows, rows)
