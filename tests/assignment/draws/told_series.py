"""Good, partly published and bad series: every implementation that checks them must say the same."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from assignment.draws.domain import Verdict, protocol
from tests.assignment.draws.conftest import DrawCourt

Told = tuple[list[dict[str, Any]], list[dict[str, Any]]]


@dataclass(frozen=True)
class Series:
    """What a court publishes of a year, and what anybody must make of it."""

    verdict: Verdict
    anchors: list[str]
    bundles: list[dict[str, Any]]
    withheld: list[dict[str, Any]] = field(default_factory=list)

    @property
    def year(self) -> int:
        told = [*(one["snapshot"] for one in self.bundles), *self.withheld]
        return int(told[0]["chain"]["year"])

    def file(self) -> dict[str, Any]:
        head = {"court": "220621", "purpose": "handler", "year": self.year, "anchors": self.anchors}
        return {**head, "bundles": self.bundles, "withheld": self.withheld, "names": {}}


def kept_back(bundle: dict[str, Any]) -> dict[str, Any]:
    """The bundle of a case sealed since, as the series tells it."""
    snapshot = bundle["snapshot"]
    row = {name: value for name, value in bundle.items() if name != "snapshot"}
    return {**row, "chain": snapshot["chain"], "next_anchor": snapshot["next_anchor"], "winner": None}


def parted(court: DrawCourt, *numbers: int) -> Told:
    """The bundles of a court and, apart, the withheld draws of these numbers."""
    bundles = copy.deepcopy(court.bundles)
    published = [one for one in bundles if one["draw_no"] not in numbers]
    return published, [kept_back(one) for one in bundles if one["draw_no"] in numbers]


def whole_year(year: int) -> DrawCourt:
    """Four draws: a case of the year before drawn again, one that is made void, two more."""
    court = DrawCourt(year=year)
    court.draw(case="（2025）吉0621民初9号", attempt=2)
    court.void(case="乙案")
    court.draw(case="乙案", attempt=2)
    court.draw(case="丙案")
    return court


def sealed_between(year: int) -> DrawCourt:
    """A case drawn by its number, then, sealed, again by its sealed name."""
    court = DrawCourt(year=year)
    court.draw(case="丁案")
    court.draw(case="不公开案件 0123456789abcdef", attempt=2)
    court.draw(case="戊案")
    return court


def bent(year: int, change: Callable[[dict[str, Any]], object]) -> Told:
    """The year with its third draw withheld, and something changed in the row."""
    published, withheld = parted(whole_year(year), 3)
    change(withheld[0])
    return published, withheld


def wrong_seed(row: dict[str, Any]) -> None:
    row["seed"] = "a" * 64


def wrong_number(row: dict[str, Any]) -> None:
    row["x"] = row["x"] + 1 if row["x"] + 1 < row["total_weight"] else row["x"] - 1


def other_nonce(row: dict[str, Any]) -> None:
    row["nonce"] += "1"


def other_secret(row: dict[str, Any]) -> None:
    row["reveal"] = "b" * 64


def other_hash(row: dict[str, Any]) -> None:
    """Another commitment with the seed computed anew: only the draw after it shows it."""
    row["snapshot_hash"] = "c" * 64
    seed = protocol.seed(b"\xcc" * 32, bytes.fromhex(row["reveal"]), row["nonce"])
    counter, x = protocol.number_drawn(row["total_weight"], seed)
    row.update(seed=seed.hex(), counter=counter, x=x)


BENT = (wrong_seed, wrong_number, other_nonce, other_secret, other_hash)


def every_series(year: int = 2026) -> dict[str, Series]:
    """All of them by name, of a court's handlers in a year."""
    court, heir = whole_year(year), DrawCourt(tail="another tail", year=year)
    good, bad, partly = Verdict.VERIFIED, Verdict.NOT_VERIFIED, Verdict.PARTLY
    anchors, whole = [court.anchor], copy.deepcopy(court.bundles)
    found = {
        "drawn again after the new year": Series(good, anchors, whole),
        "sealed between two draws": Series(partly, anchors, *parted(sealed_between(year), 1)),
        "sealed draw in the middle": Series(partly, anchors, *parted(court, 2)),
        "sealed draw at the end": Series(partly, anchors, *parted(court, 4)),
        "everything sealed": Series(partly, anchors, *parted(court, 1, 2, 3, 4)),
        "a number missing beside a withheld one": Series(bad, anchors, whole[:1], parted(court, 3)[1]),
        "a number withheld and published": Series(bad, anchors, whole, parted(court, 3)[1]),
        "a number missing": Series(bad, anchors, [*whole[:1], *whole[2:]]),
        "another anchor": Series(bad, ["a" * 64], whole),
    }
    found |= {f"withheld: {change.__name__}": Series(bad, anchors, *bent(year, change)) for change in BENT}
    repeated = whole_year(year)
    repeated.draw(case="丙案")
    found["the first attempt twice"] = Series(bad, anchors, repeated.bundles)
    early = whole_year(year)
    early.commit(case="己案")
    early.draw(case="庚案")
    found["revealed too early"] = Series(bad, anchors, early.bundles)
    found["revealed too early, withheld"] = Series(bad, anchors, *parted(early, 5))
    court.draw(case="己案", next_anchor=heir.anchor)
    heir.draw(case="己案", attempt=2)
    both = [*court.bundles, *heir.bundles]
    found["a chain announced by the last draw"] = Series(good, anchors, copy.deepcopy(both))
    published, withheld = parted(court, 5)
    found["announced by a withheld draw"] = Series(partly, anchors, [*published, *heir.bundles], withheld)
    found["a chain nobody announced"] = Series(bad, anchors, [*court.bundles[:4], *heir.bundles])
    return found
