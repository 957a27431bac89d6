"""The narrow rosters of draws, what the monitor reads from them, and who may look."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from assignment.draws.models import Draw
from assignment.fairness.models import DrawRoster
from assignment.fairness.selectors import (
    Span,
    by_month,
    drawn_again,
    exclusions,
    loads_of_pools,
    named,
    tallies,
    totals,
    watched_courts,
)
from assignment.fairness.services import check_nightly, fill_rosters
from assignment.pools.models import CaseLoad
from assignment.pools.services.leave import enter_leave
from courts.actors.domain import Right
from courts.people.selectors.delegations import duties
from courts.refusals.domain import NotVisible
from tests.builders import actor_of, court_with_people, drawn_case, instant, today
from tests.kit.kept import each_afresh, kept  # noqa: F401

DRAWS = 4


def make() -> Any:
    people = court_with_people(judges=4, types=("民初",))
    enter_leave(
        court_id=people.court.pk,
        judge=people.judges[3].pk,
        kind="leave",
        from_on=today(),
        to_on=today(),
        approver=people.president.pk,
        reason="年休假",
        actor=actor_of(people.administrator, today()),
    )
    cases = [drawn_case(people, on=today()) for _ in range(DRAWS)]
    return SimpleNamespace(people=people, cases=cases, judges=people.judges)


house = kept(make)


def span(house: Any, **over: Any) -> Span:
    given = {"court_id": house.people.court.pk, "first": today(), "last": today(), **over}
    return Span(**given)


def test_a_row_a_draw_says_what_the_snapshot_says(house: Any) -> None:
    rows = list(DrawRoster.objects.order_by("draw__draw_no"))
    assert len(rows) == DRAWS and {row.status for row in rows} == {"result"}
    first = rows[0]
    assert len(first.judges) == 4 and sorted(first.reasons) == ["", "", "", "LEAVE"]
    assert first.total == sum(first.weights) == 3 * 501 and first.winner_id in first.judges
    assert first.changed and first.pool_id == house.people.pool.pk
    before = {row.pk: (row.judges, row.weights, row.reasons, row.total, row.winner_id) for row in rows}
    DrawRoster.objects.all().delete()
    assert fill_rosters(house.people.court.pk) == DRAWS
    again = DrawRoster.objects.all()
    assert {
        row.pk: (row.judges, row.weights, row.reasons, row.total, row.winner_id) for row in again
    } == before
    assert fill_rosters(house.people.court.pk) == 0
    DrawRoster.objects.filter(pk=first.pk).update(status="committed")
    check_nightly(date(2026, 3, 15), instant(today()))
    assert DrawRoster.objects.get(pk=first.pk).status == "result"


def test_the_command_finds_nothing_and_puts_right_what_is_missing(house: Any) -> None:
    def said() -> list[str]:
        out = StringIO()
        call_command("check_loads", stdout=out)
        return [line.split()[-1] for line in out.getvalue().splitlines()]

    assert said() == ["0", "0"]
    DrawRoster.objects.first().delete()
    CaseLoad.objects.all().delete()
    assert said() == [str(DRAWS), "1"] and said() == ["0", "0"]


def test_expected_and_drawn(house: Any) -> None:
    found = {one.judge: one for one in tallies(span(house))}
    away = found[str(house.judges[3].pk)]
    assert (away.listed, away.eligible, away.drawn, away.expected, away.variance) == (DRAWS, 0, 0, 0, 0)
    assert sum(one.drawn for one in found.values()) == DRAWS
    assert abs(sum(one.expected for one in found.values()) - DRAWS * 1_000_000) < 3 * DRAWS
    assert exclusions(span(house)) == {str(house.judges[3].pk): {"LEAVE": DRAWS}}
    assert totals(span(house)) == {"results": DRAWS, "repeated": 0, "void": 0, "changed": DRAWS}
    (month,) = by_month(span(house))
    assert month["results"] == DRAWS and month["month"] == today().replace(day=1)
    assert tallies(span(house, pool_id=-1)) == [] == tallies(span(house, last=today() - timedelta(days=1)))


def test_the_open_loads_of_a_pool_from_the_lowest(house: Any) -> None:
    """Four cases of 100 on the three who may be drawn; within the band of 500 the load is even."""
    (load,) = loads_of_pools(span(house), today())
    assert len(load.loads) == 3 and sum(load.loads) == DRAWS * 100 and load.loads == sorted(load.loads)
    assert load.band == 500 and load.pool == house.people.pool
    assert loads_of_pools(span(house, pool_id=-1), today()) == []


def test_names_stand_in_institutional_order_then_by_name(house: Any) -> None:
    ids = [str(judge.pk) for judge in reversed(house.judges)]
    listed = named(ids, house.people.court.pk, today())
    assert [name for _pk, name, _division in listed] == sorted(judge.name for judge in house.judges)
    assert {division for _pk, _name, division in listed} == {house.people.civil.name}


def test_cases_drawn_again_are_named_only_to_who_may_see_them(house: Any) -> None:
    DrawRoster.objects.filter(draw__case=house.cases[0]).update(attempt=2)
    president = actor_of(house.people.president, today()).viewer
    rows, hidden = drawn_again(span(house), president)
    assert [row["case"] for row in rows] == [house.cases[0]] and hidden == 0
    rows, hidden = drawn_again(span(house), actor_of(house.judges[3], today()).viewer)
    assert (rows, hidden) == ([], 1)


@pytest.mark.parametrize(
    "code", ["DUTY-PRESIDENT-MONITOR", "DUTY-MANAGEMENT-MONITOR", "DUTY-DISCIPLINE-MONITOR"]
)
def test_watching_is_a_duty_of_three_posts(house: Any, code: str) -> None:
    assert duties().latest(code).act is Right.MONITOR_DRAWS


@pytest.mark.parametrize("who", ["president", "trial_management", "discipline"])
def test_the_page_for_those_who_watch(house: Any, who: str, client: Client) -> None:
    client.force_login(getattr(house.people, who))
    page = client.get("/draws/monitor/").content.decode()
    for word in (
        "分案监测",
        "法官实抽与应得之差",
        "抽签太少，不作检验",
        "在批准的假期内",
        "25.00%",
        "名单刚变动即抽取",
        "每个分案池内，负荷最高与最低的法官相差都不超过一个带宽",
    ):
        assert word in page, word
    assert client.get("/draws/monitor/?first=2020-01-01&last=2019-01-01").status_code == 200
    empty = client.get("/draws/monitor/?first=2020-01-01&last=2020-02-01").content.decode()
    assert "这段时间没有随机分案" in empty


@pytest.mark.parametrize("who", ["clerk", "judge", "head", "administrator"])
def test_others_find_no_such_page(house: Any, who: str, client: Client) -> None:
    client.force_login(getattr(house.people, who))
    assert client.get("/draws/monitor/").status_code == 404
    with pytest.raises(NotVisible):
        watched_courts(actor_of(getattr(house.people, who), today()).viewer)


def test_a_president_above_watches_only_courts_of_their_own(house: Any, client: Client) -> None:
    client.force_login(house.people.upper_president)
    assert client.get(f"/draws/monitor/?court={house.people.court.code}").status_code == 404


def test_the_roster_of_a_draw_counts_once_in_a_series(house: Any) -> None:
    assert Draw.objects.filter(court=house.people.court).count() == DrawRoster.objects.count()
    assert isinstance(DrawRoster.objects.first().drawn_on, date)
