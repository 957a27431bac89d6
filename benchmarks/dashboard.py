"""Dashboards over HTTP at 200,000 cases and at a million, beside the SQL of their roll-ups alone."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import Any

from benchmarks import clients, people, place
from benchmarks.clients import Calls
from benchmarks.results import Figure, median_seconds
from benchmarks.run import Bench
from benchmarks.scale import COURT, PROVINCE
from benchmarks.spying import replay, spied

GOAL = "< 300 ms"


def measure(bench: Bench) -> Iterator[Figure]:
    """A president's court, trial management's board, a division; the province with every court below."""
    from courts.people.models import Post

    division = Post.objects.get(person__username=f"scale-{COURT}-head").division_id
    size = bench.data.size
    large, all_ = f"{size.large_open + size.large_closed:,}", f"{_cases():,}"
    province = people.president(PROVINCE)
    pages = (
        (f"scale-{COURT}-president", "?face=court", f"court of {large} cases, president"),
        (f"scale-{COURT}-management", "?face=management", f"court of {large} cases, trial management"),
        (
            f"scale-{COURT}-head",
            f"?face=division&division={division}",
            f"court of {large} cases, division head",
        ),
        (province, "?face=below", f"province of {all_} cases, courts below"),
        (province, "?face=court&court=" + COURT, f"province of {all_} cases, one court seen from above"),
    )
    port, _pid = place.web_server(bench.home)
    for username, query, what in pages:
        path = f"/dashboard/{query}"
        calls = Calls(port, "GET", path, people.session(username))
        clients.at_once(clients.ask, [calls], bench.span / 2)
        [tally] = clients.at_once(clients.ask, [calls], bench.span)
        statements = page_reads(username, path)
        rollups = [known for known in statements if "oversight_" in known[0] and "alert" not in known[0]]
        bare = median_seconds(lambda found=rollups: replay(found), bench.rounds)
        note = f"{len(statements)} statements; bare: the {len(rollups)} of the roll-ups"
        value = 1000 * statistics.median(tally.times)
        yield Figure("dashboard", what, value, "ms", 1000 * bare, GOAL, note)


def _cases() -> int:
    from cases.docket.models import Case

    return Case.objects.count()


def page_reads(username: str, path: str) -> list[tuple[str, Any]]:
    """What a page reads from the database, in this process."""
    from django.test import Client

    browser = Client(headers={"Host": "127.0.0.1"}, SERVER_NAME="127.0.0.1")
    name, _, key = people.session(username)["Cookie"].partition("=")
    browser.cookies[name] = key
    browser.get(path)
    with spied() as spy:
        answer = browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return [(sql, params) for sql, params in spy.statements if sql.lstrip().startswith("SELECT")]
