"""Checking all draws of a court together: nothing skipped, repeated, re-rolled or drawn aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from assignment.draws.domain import protocol
from assignment.draws.domain.checks import check_bundle, check_withheld
from assignment.draws.domain.problems import Problem
from assignment.draws.domain.shapes import misshapen, misshapen_withheld
from assignment.draws.domain.states import Status

Bundle = Mapping[str, Any]


class _Name(NamedTuple):
    year: int
    court: str
    purpose: str


class _Key(NamedTuple):
    """A chain: its name, and its anchor because a chain that ran out is followed by one of the same name."""

    name: _Name
    anchor: str


def check_series(
    bundles: Iterable[object], anchor: str | Iterable[str], withheld: Iterable[object] = ()
) -> list[Problem]:
    """Every problem of a series of bundles; an empty list means that the series is in order.

    ``anchor`` is the published anchor, or several where the series spans chains
    (purposes, years). An anchor announced as ``next_anchor`` in a checked chain is
    trusted with it. Each chain must run 1, 2, 3 … without gap or repetition, void
    draws counted; each snapshot names the hash of the one before; each reveal hashes
    to the one before and the first to the anchor; nothing is revealed while an
    earlier draw waits for its nonce; the attempts of one case count on one by one
    (the first of them may have been in another year, or under another name before
    the case was sealed). ``withheld`` are draws whose snapshot is not published: they
    hold their place in the chain and are checked as far as ``check_withheld`` can.
    """
    problems: list[Problem] = []
    chains: dict[_Key, list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        if isinstance(bundle, Mapping) and not misshapen(bundle):
            chains[_key(bundle)].append(bundle)
        else:
            problems += check_bundle(bundle)
    for row in withheld:
        if isinstance(row, Mapping) and not misshapen_withheld(row):
            chains[_key(row)].append({name: value for name, value in row.items() if name != "snapshot"})
        else:
            problems += check_withheld(row)
    for members in chains.values():
        members.sort(key=lambda member: int(member["draw_no"]))
    check = SeriesCheck(anchor)
    for key in _in_time({key: _next_anchor(members[-1]) for key, members in chains.items()}, check.trusted):
        for member in chains[key]:
            check.add(member)
    return problems + check.finish()


class SeriesCheck:
    """The same for draws that come one after the other, so that a year is never held as a whole.

    They come chain by chain in the order of time, each chain in the order of its
    numbers; of a draw nothing is kept but what the next one is compared with.
    """

    def __init__(self, anchor: str | Iterable[str]) -> None:
        self.trusted = {anchor} if isinstance(anchor, str) else set(anchor)
        self._problems: list[Problem] = []
        self._chains: dict[_Key, _Chain] = {}
        self._attempts: dict[tuple[str, str, str], tuple[int, bool]] = {}

    def add(self, bundle: object) -> None:
        """The next draw; one without ``snapshot`` is withheld. What is no bundle is found at once."""
        here = isinstance(bundle, Mapping) and ("snapshot" in bundle or "chain" not in bundle)
        if not isinstance(bundle, Mapping) or (misshapen if here else misshapen_withheld)(bundle):
            self._problems += check_bundle(bundle) if here else check_withheld(bundle)
            return
        chain = self._chains.setdefault(_key(bundle), _Chain(int(bundle["draw_no"])))
        self._problems += chain.add(bundle)
        if here:
            self._problems += self._attempt(bundle)

    def finish(self) -> list[Problem]:
        """Every problem there is, those of the chains beside each other last."""
        late = [problem for chain in self._chains.values() for problem in chain.finish()]
        return self._problems + late + self._succession()

    def _attempt(self, bundle: Bundle) -> list[Problem]:
        name, snapshot = _key(bundle).name, bundle["snapshot"]
        subject = (name.court, name.purpose, snapshot["case"])
        before, finished = self._attempts.get(subject, (snapshot["attempt"] - 1, True))
        self._attempts[subject] = (snapshot["attempt"], Status(bundle["status"]).finished)
        if snapshot["attempt"] == before + 1 and finished:
            return []
        return [Problem("DRAW-CHECK-ATTEMPT", bundle["draw_no"], snapshot["case"])]

    def _succession(self) -> list[Problem]:
        """Every chain that nobody could know of before its first draw.

        A second chain of the same name must be announced by the first, which then ends
        with the announcing draw: two chains side by side would give two outcomes to
        choose from.
        """
        heirs = {key: chain.next_anchor for key, chain in self._chains.items()}
        announced = {_Key(key.name, anchor) for key, anchor in heirs.items() if anchor}
        heads = [key for key in sorted(heirs) if key.anchor in self.trusted and key not in announced]
        problems = []
        for place, key in enumerate(heads):
            if any(key.name == other.name for other in heads[:place]):
                problems.append(Problem("DRAW-CHECK-SUCCESSOR", self._chains[key].first, key.anchor))
        known = {key for head in heads for key in _line(head, heirs)}
        strangers = [key for key in sorted(heirs) if key not in known]
        return problems + [
            Problem("DRAW-CHECK-ANCHOR", self._chains[key].first, key.anchor) for key in strangers
        ]


@dataclass
class _Chain:
    """What is kept of a chain while its draws are checked one by one."""

    first: int
    number: int = 0
    hash: str = ""
    known: tuple[int, str] | None = None
    next_anchor: str = ""
    last_revealed: int = 0

    def __post_init__(self) -> None:
        self.waiting: list[int] = []

    def add(self, member: Bundle) -> list[Problem]:
        """One draw: its place, itself (its reveal against the last good one), ``prev_draw`` against n-1."""
        number, snapshot = int(member["draw_no"]), member.get("snapshot")
        problems = self._place(number, snapshot["case"] if snapshot else member["anchor"])
        if self.next_anchor:
            problems.append(Problem("DRAW-CHECK-SUCCESSOR", self.number, self.next_anchor))
        known = self.known if self.known and self.known[0] < number else None
        found = check_bundle(member, known=known) if snapshot else check_withheld(member, known=known)
        if snapshot and number == self.number + 1 and self.hash and snapshot["prev_draw"] != self.hash:
            found.append(Problem("DRAW-CHECK-PREV", number, snapshot["prev_draw"]))
        bad = any(problem.code == "DRAW-CHECK-REVEAL" for problem in found)
        if member["reveal"] is not None:
            self.last_revealed = max(self.last_revealed, number)
            self.known = self.known if bad else (number, member["reveal"])
        if member["status"] == Status.COMMITTED:
            self.waiting.append(number)
        self.hash = protocol.snapshot_hash(snapshot).hex() if snapshot else member["snapshot_hash"]
        self.number, self.next_anchor = max(self.number, number), _next_anchor(member)
        return problems + found

    def _place(self, number: int, what: str) -> list[Problem]:
        expected = self.number + 1
        if number < expected:
            return [Problem("DRAW-CHECK-REPEAT", number, what)]
        if number == expected:
            return []
        missing = str(expected) if number == expected + 1 else f"{expected}-{number - 1}"
        return [Problem("DRAW-CHECK-GAP", number, missing)]

    def finish(self) -> list[Problem]:
        """Draws that waited for their nonce when a later one was revealed."""
        last = self.last_revealed
        return [Problem("DRAW-CHECK-ORDER", no, str(last)) for no in self.waiting if no < last]


def _key(member: Bundle) -> _Key:
    snapshot = member.get("snapshot", member)
    chain = snapshot.get("chain") or {"court": snapshot["court"], "purpose": "", "year": 0}
    return _Key(_Name(chain["year"], chain["court"], chain["purpose"]), member["anchor"])


def _next_anchor(member: Bundle) -> str:
    return str(member.get("snapshot", member).get("next_anchor", ""))


def _in_time(heirs: Mapping[_Key, str], trusted: set[str]) -> Sequence[_Key]:
    """The chains in the order of time: each head with those announced after it, then the strangers."""
    announced = {_Key(key.name, anchor) for key, anchor in heirs.items() if anchor}
    heads = [key for key in sorted(heirs) if key.anchor in trusted and key not in announced]
    lines = [key for head in heads for key in _line(head, heirs)]
    return list(dict.fromkeys([*lines, *sorted(heirs)]))


def _line(head: _Key, heirs: Mapping[_Key, str]) -> Sequence[_Key]:
    """A chain and those of the same name announced one by the other."""
    line: list[_Key] = []
    following = head
    while following in heirs and following not in line:
        line.append(following)
        following = _Key(head.name, heirs[following])
    return line
