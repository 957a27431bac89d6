"""``python -m benchmarks [names] [--quick] [--json PATH] [--home FOLDER] [--keep]`` (``make bench``)."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import (
    clients,
    dashboard,
    draws,
    filings,
    limits,
    lists,
    memory,
    nightly,
    place,
    results,
    scale,
    search,
)
from benchmarks.results import Figure
from benchmarks.run import Bench

Measure = Callable[[Bench], Iterator[Figure]]
MEASURES: dict[str, Measure] = {
    "nightly": nightly.measure,
    "dashboard": dashboard.measure,
    "lists": lists.measure,
    "search": search.measure,
    "limits": limits.measure,
    "filings": filings.measure,
    "draws": draws.measure,
    "memory": memory.measure,
}
"""In the order in which they run: what writes comes after what only reads."""
NAMES = tuple(MEASURES)


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    began = time.monotonic()
    place.settle(options.home, workers=1 if options.quick else place.WORKERS)
    options.home.mkdir(parents=True, exist_ok=True)
    place.prepare()
    logging.disable(logging.INFO)
    bench = _bench(options)
    about = results.machine(_version())
    _say("; ".join(f"{name} {value}" for name, value in about.items()))
    try:
        figures = list(_measured(bench, options.names or NAMES))
    finally:
        clients.stop()
        place.stop()
    print(f"\n{results.table(figures)}")
    took = time.monotonic() - began
    print(f"\n{took:.0f} s in all")
    if options.json:
        found = {"machine": about, "seconds": took, "figures": [figure.plain() for figure in figures]}
        options.json.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if not options.keep:
        place.remove(options.home)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="measure", help=f"{', '.join(NAMES)}; all without a name")
    parser.add_argument(
        "--quick", action="store_true", help="small data and short rounds: to see that it runs"
    )
    parser.add_argument("--json", type=Path, help="write the figures there too")
    parser.add_argument(
        "--home", type=Path, default=place.PROJECT / ".court-bench", help="where the data are"
    )
    parser.add_argument("--keep", action="store_true", help="leave the data for another run")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(NAMES))
    if unknown:
        parser.error(f"no such measure: {', '.join(unknown)}; there are {', '.join(NAMES)}")
    options.home = options.home.absolute()
    return options


def _bench(options: argparse.Namespace) -> Bench:
    from django.utils import timezone

    size = scale.QUICK if options.quick else scale.FULL
    data = scale.Data(size, options.quick, timezone.localdate())
    if options.quick:
        return Bench(options.home, data, span=0.2, rounds=1, draws=4, clients=(1,))
    return Bench(options.home, data, span=6.0, rounds=3, draws=400)


def _measured(bench: Bench, names: list[str] | tuple[str, ...]) -> Iterator[Figure]:
    for name in NAMES:
        if name not in names:
            continue
        if name != "nightly":  # it makes the data by itself, a size at a time
            _say(bench.data.ensure_second())
        _say(f"{name} …")
        began = time.monotonic()
        for figure in MEASURES[name](bench):
            _say(results.table([figure]).splitlines()[-1])
            yield figure
        _say(f"{name}: {time.monotonic() - began:.0f} s")


def _version() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def _say(text: str) -> None:
    """Progress, apart from the table."""
    if text:
        print(text.rstrip(), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
