"""Memory of two web workers and two queue workers after they have worked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import clients, people, place
from benchmarks.clients import Calls
from benchmarks.results import Figure
from benchmarks.run import Bench
from benchmarks.scale import COURT

WORKERS = {1: "one worker", 2: "two workers"}
PAGES = ("/", "/cases/", "/dashboard/?face=court", "/alerts/")


def measure(bench: Bench) -> Iterator[Figure]:
    """Proportional memory (what is shared counts by parts), in MiB; no bare counterpart."""
    port, web = place.web_server(bench.home)
    with place.queue_worker(bench.home) as worker:
        session = people.session(f"scale-{COURT}-president")
        [token] = people.tokens(port, COURT, 1)
        for path in PAGES:
            clients.at_once(clients.ask, [Calls(port, "GET", path, session)] * 2, bench.span / 2)
        clients.at_once(clients.ask, [Calls(port, "GET", "/api/v1/cases/", token)] * 2, bench.span)
        _await_queue(bench)
        _await_workers(web, worker)
        for name, parent in (("gunicorn", web), ("celery", worker)):
            found = family(parent)
            proportional = sum(_kib(pid, "Pss") for pid in found) / 1024
            resident = sum(_kib(pid, "Rss") for pid in found) / 1024
            note = f"{len(found)} processes; resident, shared counted each time: {resident:,.0f} MiB"
            what = f"{WORKERS[len(found) - 1]} of {name} with their parent"
            yield Figure("memory", what, proportional, "MiB", None, "", note)


def _await_queue(bench: Bench) -> None:
    """Until what waits is delivered, or a while."""
    from courts.outbox.models import OutboxMessage

    deadline = time.monotonic() + 6 * bench.span
    while time.monotonic() < deadline and OutboxMessage.objects.filter(delivered_at=None).exists():
        time.sleep(0.5)


def _await_workers(*parents: int) -> None:
    """Until each parent has begun its workers, or a while: on a busy machine a start takes its time."""
    deadline = time.monotonic() + place.READY_SECONDS
    while time.monotonic() < deadline and any(len(family(parent)) < 2 for parent in parents):
        time.sleep(0.5)


def family(parent: int) -> list[int]:
    """A process and all that it started."""
    found = [parent]
    for children in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in children.read_text(encoding="ascii").split():
            found += family(int(child))
    return found


def _kib(pid: int, name: str) -> int:
    """A line of the kernel's account of a process's memory."""
    account = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in account.splitlines() if line.startswith(f"{name}:"))
