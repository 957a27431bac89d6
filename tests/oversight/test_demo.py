"""The demo: three years, lawful, verifiable; every part of it went through the real rules."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db.models import Count, Max, Min
from django.http import HttpRequest

from assignment.draws.models import Draw
from assignment.draws.selectors import check_chains
from assignment.fairness.services import fill_rosters
from assignment.pools.selectors import open_loads
from assignment.pools.services.loads import recompute_loads
from cases.causes.selectors import cause_tree
from cases.docket.models import Case, CaseReader
from cases.docket.selectors import visible
from cases.extensions.models import ExtensionRequest
from cases.intake.models import FilingDraft
from cases.limits.domain import RECOMMENDED
from cases.limits.models import CaseClock
from cases.limits.selectors import entries_of, readings_by_court
from cases.limits.services import clock_for
from cases.limits.services.clocks import moved, result_of
from cases.numbers.models import NumberCounter
from cases.parties.domain import IdType
from cases.parties.models import Party
from cases.parties.services import check_id, unseal
from courts.actors.domain import COURT_TIME
from courts.calendar.selectors import work_calendar
from courts.people.models import Person, QuotaTerm
from courts.people.selectors import viewer_of
from courts.places.models import Court, Division
from courts.trail.models import TrailEvent
from courts.trail.selectors import check_chain
from oversight.alerts.models import Alert, Escalation
from oversight.nightly.models import NightlyRun
from oversight.notices.models import Notice
from reviews.plans.models import ReviewPlan
from reviews.plans.selectors import coverage_of
from reviews.procedure.models import Review
from tests.kit.demo import CASES, PASSWORD, TODAY

END = TODAY - timedelta(days=1)
COURTS = ("220621", "220600", "220300")


pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo"), pytest.mark.usefixtures("demo", "db")]


def test_it_reaches_over_three_years_up_to_the_day_before() -> None:
    found = Case.objects.aggregate(first=Min("received_on"), last=Max("received_on"), closed=Max("closed_on"))
    assert date(2023, 11, 20) <= found["first"] < date(2024, 2, 1)
    assert found["last"] <= END and found["closed"] <= END
    assert CASES - 3 <= Case.objects.count() <= CASES + 12, "those asked for, and a few of the last day"
    assert NightlyRun.objects.order_by("business_date").last().business_date == END  # type: ignore[union-attr]
    latest = TrailEvent.objects.filter(noun="case").aggregate(at=Max("at"))["at"]
    assert latest.astimezone(COURT_TIME).date() <= END


def test_every_status_has_its_cases() -> None:
    by_status = Counter(Case.objects.values_list("status", flat=True))
    assert by_status["closed"] > by_status["open"] > by_status["received"] >= 6
    assert by_status["refused"]
    assert Case.objects.exclude(sealed="none").exists()
    assert FilingDraft.objects.filter(case=None).count() == 6


@pytest.mark.parametrize("code", COURTS)
def test_each_court_is_staffed(code: str) -> None:
    court = Court.objects.get(code=code)
    roles = Counter(court.posts.values_list("role", flat=True))
    within = QuotaTerm.objects.filter(court=court, to_on=None)
    assert within.filter(person__posts__role="judge").distinct().count() == 12
    assert set(roles) == {
        *("clerk", "judge", "assistant", "division_head", "president", "trial_management"),
        *("discipline", "reviewer", "administrator"),
    }
    kinds = list(Division.objects.filter(court=court).order_by("order").values_list("kind", flat=True))
    assert kinds[0] == "filing" and kinds.index("criminal") < kinds.index("civil") < kinds.index("discipline")


def test_numbers_run_without_a_gap_in_the_order_of_acceptance() -> None:
    series: dict[tuple[int, int, str], list[Case]] = {}
    for case in Case.objects.exclude(number=None).order_by("number_serial"):
        assert case.number_year is not None
        series.setdefault((case.court_id, case.number_year, case.type_code), []).append(case)
    assert len(series) > 20
    counters = {
        (row.court_id, row.year, row.type_code): row.last for row in NumberCounter.objects.filter(special="")
    }
    for key, cases in series.items():
        assert [case.number_serial for case in cases] == list(range(1, len(cases) + 1))
        assert counters[key] == len(cases)
        days = [case.filed_on for case in cases]
        assert days == sorted(day for day in days if day is not None)


@pytest.mark.parametrize("code", COURTS)
def test_every_draw_and_every_trail_checks_out(code: str) -> None:
    court = Court.objects.get(code=code)
    reports = list(check_chains(court.pk, court.code))
    assert sum(report.draws for report in reports) == Draw.objects.filter(court=court).count() > 20
    assert [problem for report in reports for problem in report.problems] == []
    trail = check_chain(court.pk, court.code)
    assert trail.intact and trail.events > 300


def test_the_judge_drawn_has_the_case_and_the_loads_are_those_of_the_cases() -> None:
    drawn = Draw.objects.filter(purpose="handler").select_related("case__handling")
    assert drawn.filter(status="committed", winner=None).count() <= 2, "what waits on the last day"
    for draw in drawn.filter(status="result").exclude(case__changes__state="done"):
        assert draw.case is not None
        assert draw.case.handling.handler_id == draw.winner_id
        assert draw.case.handling.division_id is not None
    court = Court.objects.get(code="220621")
    judges = list(Person.objects.filter(posts__court=court, posts__role="judge").values_list("pk", flat=True))
    assert sum(open_loads(court.pk, judges).values()) > 0
    assert fill_rosters(court.pk) == 0 == recompute_loads([court.pk]), "what is kept is whole"


def test_clocks_are_those_the_law_gives() -> None:
    calendar = work_calendar()
    compared = 0
    for clock in CaseClock.objects.filter(case__ledger=None).select_related("case")[:80]:
        fresh = clock_for(clock.case, calendar)
        assert fresh is not None
        for name in ("rule_code", "base_on", "due_on", "warn_on", "over_on", "watched"):
            assert getattr(clock, name) == getattr(fresh, name), name
        compared += 1
    assert compared == 80
    assert not CaseClock.objects.filter(case__status="closed", watched=True).exists()


def test_every_clock_stands_as_its_ledger_gives_it() -> None:
    """Computed anew from its rule, its base day and its ledger, no clock is another one than stored."""
    calendar, readings = work_calendar(), readings_by_court()
    clocks = list(CaseClock.objects.select_related("case").exclude(base_on=None))
    ledgers = entries_of(clock.case_id for clock in clocks)
    for clock in clocks:
        read = readings.get(clock.court_id, RECOMMENDED)
        on = clock.case.closed_on or END
        changed = moved(clock, result_of(clock, ledgers[clock.case_id], calendar, read, on))
        assert not changed, f"{clock.case} {clock.rule_code}"
    assert len(clocks) > CASES / 2 and any(ledgers.values())


def test_alerts_are_those_of_the_lines_crossed() -> None:
    watched = CaseClock.objects.filter(watched=True, stopped_since=None)
    for level, column in (("two_thirds", "warn_on"), ("near", "near_on"), ("over", "over_on")):
        crossed = set(watched.filter(**{f"{column}__lte": END}).values_list("case_id", flat=True))
        assert set(Alert.objects.filter(level=level).values_list("case_id", flat=True)) == crossed
    assert Alert.objects.exists()


def test_people_were_told_and_some_of_it_is_new() -> None:
    assert Notice.objects.filter(seen_at=None).exists()
    assert Notice.objects.exclude(seen_at=None).exists()
    assert {"open", "acknowledged"} <= set(Alert.objects.values_list("status", flat=True))
    assert not Escalation.objects.exclude(alert__case__sealed="none").exists()


def test_identity_numbers_are_invented_but_right_and_kept_encrypted() -> None:
    parties = list(Party.objects.exclude(id_type="")[:60])
    assert len(parties) == 60
    for party in parties:
        number = unseal(party.id_cipher)
        assert check_id(IdType(party.id_type), number) is None
        assert number not in (party.id_masked, party.id_digest)


def test_names_differ() -> None:
    names = list(Person.objects.values_list("name", flat=True))
    assert len(set(names)) == len(names) > 80
    often = Party.objects.filter(kind="person").values("name").annotate(n=Count("pk")).order_by("-n").first()
    assert often is not None and often["n"] < 6


def test_sealed_cases_are_seen_by_whom_they_were_granted_to() -> None:
    for grant in CaseReader.objects.select_related("user"):
        viewer = viewer_of(grant.user, END)
        assert visible(viewer).filter(pk=grant.content_object_id).exists()


def test_people_log_in_with_the_demo_password() -> None:
    for username in ("fusong-clerk", "fusong-judge1", "baishan-president", "siping-head6", "jilin-president"):
        assert authenticate(HttpRequest(), username=username, password=PASSWORD) is not None
    assert authenticate(HttpRequest(), username="fusong-clerk", password="other") is None


def test_a_newcomer_changes_the_password_first() -> None:
    assert Person.objects.get(username="fusong-newcomer").must_change_password
    assert Person.objects.filter(must_change_password=True).count() == 1
    verbs = set(TrailEvent.objects.filter(noun="person").values_list("verb", flat=True))
    assert {"temporary_password_issued", "login_locked", "login_unlocked"} <= verbs


def test_the_logins_are_listed_by_court_and_post(settings: Any) -> None:
    settings.DEMO_PASSWORD = PASSWORD
    said = listed()
    assert "fusong-judge1 … fusong-judge12" in said and "jilin-president" in said
    assert PASSWORD in said
    settings.DEMO_PASSWORD = "another"
    assert "fusong" not in listed()


def listed() -> str:
    out = StringIO()
    call_command("demo_logins", stdout=out)
    return out.getvalue()


def test_the_command_leaves_a_filled_database_alone(settings: Any) -> None:
    settings.DEMO_PASSWORD = PASSWORD
    before = Case.objects.count()
    call_command("demo", "--if-empty")
    with pytest.raises(CommandError, match="已有人员或案件"):
        call_command("demo")
    assert Case.objects.count() == before


def test_draws_lie_in_the_order_of_their_chains() -> None:
    for _chain, numbers in chains().items():
        assert numbers == list(range(1, len(numbers) + 1))


def chains() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for chain, number in Draw.objects.order_by("committed_at", "draw_no").values_list("chain_id", "draw_no"):
        found.setdefault(chain, []).append(number)
    assert all(a < b for numbers in found.values() for a, b in pairwise(numbers))
    return found


def test_reviews_were_drawn_and_have_come_to_different_steps() -> None:
    plans = list(ReviewPlan.objects.order_by("pk"))
    assert [plan.court.code for plan in plans] == ["220621", "220621"]
    assert all(not missing.drawable for plan in plans for missing in coverage_of(plan).uncovered)
    assert set(Review.objects.filter(plan=plans[0]).values_list("status", flat=True)) == {"final"}
    assert Review.objects.filter(plan=plans[1]).values("status").distinct().count() > 1


def test_causes_are_called_as_on_their_day_and_tried_in_their_own_division() -> None:
    tree = cause_tree()
    for code, name, on in Case.objects.values_list("cause_code", "cause_name", "received_on"):
        day = tree.day(on, [tree.by_code(code).category])
        assert tree.by_code(code, day).zh == name
        assert tree.by_code(code, day) in tree.valid(day)
    labour = Case.objects.filter(type_code="民初", handling__division__isnull=False)
    assert "行政审判庭" not in labour.values_list("handling__division__name", flat=True)


def test_on_appeal_the_accused_appeals_and_the_prosecutor_is_named_as_such() -> None:
    appeals = Case.objects.filter(type_code="刑终")
    assert appeals.exists()
    for case in appeals:
        first, last = case.parties.order_by("order")
        assert (first.role, first.kind, last.role) == ("appellant", "person", "prosecutor")
        assert f"被告人{last.name}" not in case.text.facts and last.name.endswith("人民检察院")


def test_requests_for_more_time_stand_at_different_steps() -> None:
    states = set(ExtensionRequest.objects.values_list("state", flat=True))
    assert len(states) >= 3
