"""Bulk data for load tests: lawful rows, found by search, counted by roll-ups, on a trail that verifies."""

from __future__ import annotations

import pytest

from tests.benchmarks.conftest import Place

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("scale")]
OPEN, CLOSED = 400, 300
SCALE = ("seed_scale", "--cases", str(OPEN), "--closed", str(CLOSED), "--court", "220621")


@pytest.fixture(scope="module")
def written(place: Place) -> Place:
    """A court with its cases."""
    done = place.manage(*SCALE)
    assert done.returncode == 0, done.stderr
    return place


def test_it_writes_what_was_asked_for(written: Place) -> None:
    found = dict(written.ask("SELECT status, count(*) FROM cases_case GROUP BY status"))
    assert found == {"open": OPEN, "closed": CLOSED}
    [(parties, clocks, texts, handlings)] = written.ask(
        "SELECT (SELECT count(*) FROM cases_party), (SELECT count(*) FROM cases_caseclock),"
        " (SELECT count(*) FROM cases_searchtext), (SELECT count(*) FROM cases_casehandling)"
    )
    assert (parties, clocks, texts, handlings) == (2 * 700, 700, 700, 700)


def test_the_planner_can_be_told_what_the_tables_hold(written: Place) -> None:
    done = written.manage("analyze")
    assert done.returncode == 0 and "WARNING" not in done.stderr, done.stderr
    thought = "SELECT relname, reltuples::int FROM pg_class WHERE relname IN ('cases_case', 'cases_party')"
    assert dict(written.ask(thought)) == {"cases_case": 700, "cases_party": 1400}


def test_a_night_has_something_to_do_and_the_past_ones_are_done(written: Place) -> None:
    [(missing,)] = written.ask(
        "SELECT count(*) FROM cases_caseclock k WHERE watched AND over_on < current_date AND NOT EXISTS ("
        "SELECT 1 FROM oversight_alert a WHERE a.case_id = k.case_id AND a.level = 'over')"
    )
    assert missing == 0
    [(ahead,)] = written.ask(
        "SELECT count(*) FROM cases_caseclock WHERE watched"
        " AND over_on BETWEEN current_date AND current_date + 9"
    )
    assert ahead > 0


def test_the_search_text_is_the_database_s_own(written: Place) -> None:
    before = written.ask("SELECT case_id, parties, cause, title, grams FROM cases_searchtext ORDER BY 1")
    written.ask("DELETE FROM cases_searchtext")
    written.ask("SELECT court_search_write(array_agg(id)) FROM cases_case")
    after = written.ask("SELECT case_id, parties, cause, title, grams FROM cases_searchtext ORDER BY 1")
    assert before == after


def test_indexes_triggers_and_references_stand_again(written: Place) -> None:
    [(quiet,)] = written.ask(
        "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D' AND tgrelid = 'cases_case'::regclass"
    )
    assert quiet == 0
    names = {
        name for (name,) in written.ask("SELECT indexname FROM pg_indexes WHERE tablename = 'cases_case'")
    }
    assert {"case_by_status", "case_number_once", "cases_case_number_key"} <= names
    keys = written.ask(
        "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid = 'cases_party'::regclass"
    )
    assert keys == [(2,)]


def test_the_trail_verifies_and_names_what_was_written(written: Place) -> None:
    done = written.manage("verify_trail")
    assert done.returncode == 0, done.stdout + done.stderr
    assert written.ask("SELECT count(*) FROM courts_trailevent WHERE verb = 'scale_written'") == [(1,)]


def test_the_roll_ups_are_those_of_the_cases(written: Place) -> None:
    before = written.ask("SELECT sum(filed), sum(closed), sum(late) FROM oversight_dayflow")
    assert before[0][:2] == (OPEN + CLOSED, CLOSED)
    done = written.manage("rebuild_rollups", "--court", "220621")
    assert done.returncode == 0, done.stderr
    assert written.ask("SELECT sum(filed), sum(closed), sum(late) FROM oversight_dayflow") == before


def test_a_second_call_goes_on_where_the_first_ended(written: Place) -> None:
    done = written.manage("seed_scale", "--cases", "50", "--court", "220621", "--court", "220622")
    assert done.returncode == 0, done.stderr
    assert written.ask("SELECT count(*) FROM cases_case") == [(OPEN + CLOSED + 50,)]
    assert written.ask("SELECT count(*) - count(DISTINCT number) FROM cases_case") == [(0,)]


def test_it_does_not_touch_a_court_s_real_data(written: Place) -> None:
    written.ask("UPDATE cases_case SET entered_by_id = NULL WHERE number LIKE '%民初1号'")
    refused = written.manage("seed_scale", "--cases", "10", "--court", "220621")
    assert refused.returncode == 1 and "--yes" in refused.stderr
    assert written.ask("SELECT count(*) FROM cases_case") == [(OPEN + CLOSED + 50,)]


@pytest.mark.parametrize(
    "words", [("--cases", "0"), ("--cases", "x"), ("--cases", "5", "--court", "999999"), ()]
)
def test_bad_arguments_are_refused(written: Place, words: tuple[str, ...]) -> None:
    assert written.manage("seed_scale", *words).returncode != 0
