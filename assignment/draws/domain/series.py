"""Checking all draws of a court together: nothing skipped, repeated, re-rolled or drawn aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from assignment.draws.domain import protocol
from assignment.draws.domain.checks import check_bundle
from assignment.draws.domain.problems import Problem
from assignment.draws.domain.shapes import misshapen
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


def check_series(bundles: Iterable[object], anchor: str | Iterable[str]) -> list[Problem]:
    """Every problem of a series of bundles; an empty list means that the series is in order.

    ``anchor`` is the published anchor, or several where the series spans chains
    (purposes, years). An anchor announced as ``next_anchor`` in a checked chain is
    trusted with it. Each chain must run 1, 2, 3 … without gap or repetition, void
    draws counted; each snapshot names the hash of the one before; each reveal hashes
    to the one before and the first to the anchor; nothing is revealed while an
    earlier draw waits for its nonce; the attempts of one case count on one by one.
    """
    trusted = {anchor} if isinstance(anchor, str) else set(anchor)
    problems: list[Problem] = []
    chains: dict[_Key, list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        if isinstance(bundle, Mapping) and not misshapen(bundle):
            chains[_key(bundle)].append(bundle)
        else:
            problems += check_bundle(bundle)
    for members in chains.values():
        members.sort(key=lambda member: int(member["draw_no"]))
        problems += [*_numbers(members), *_links(members), *_order(members)]
    ordered, wild = _succession(chains, trusted)
    problems += wild
    problems += _attempts([bundle for key in ordered for bundle in chains[key]])
    return problems


def _key(bundle: Bundle) -> _Key:
    snapshot = bundle["snapshot"]
    chain = snapshot.get("chain") or {"court": snapshot["court"], "purpose": "", "year": 0}
    return _Key(_Name(chain["year"], chain["court"], chain["purpose"]), bundle["anchor"])


def _numbers(members: Sequence[Bundle]) -> list[Problem]:
    problems = []
    expected = 1
    for member in members:
        number = member["draw_no"]
        if number < expected:
            problems.append(Problem("DRAW-CHECK-REPEAT", number, member["snapshot"]["case"]))
        elif number > expected:
            missing = str(expected) if number == expected + 1 else f"{expected}-{number - 1}"
            problems.append(Problem("DRAW-CHECK-GAP", number, missing))
        expected = max(expected, number + 1)
    return problems


def _links(members: Sequence[Bundle]) -> list[Problem]:
    """Each draw on its own, its reveal against the last good one, its ``prev_draw`` against draw n-1."""
    problems = []
    known: tuple[int, str] | None = None
    hashes: dict[int, str] = {}
    for member in members:
        number = member["draw_no"]
        found = check_bundle(member, known=known if known and known[0] < number else None)
        before = hashes.get(number - 1)
        if before is not None and member["snapshot"]["prev_draw"] != before:
            found.append(Problem("DRAW-CHECK-PREV", number, member["snapshot"]["prev_draw"]))
        hashes[number] = protocol.snapshot_hash(member["snapshot"]).hex()
        secret_bad = any(problem.code == "DRAW-CHECK-REVEAL" for problem in found)
        if member["reveal"] is not None and not secret_bad:
            known = (number, member["reveal"])
        problems += found
    return problems


def _order(members: Sequence[Bundle]) -> list[Problem]:
    revealed = [member["draw_no"] for member in members if member["reveal"] is not None]
    last = max(revealed, default=0)
    waiting = [m["draw_no"] for m in members if m["status"] == Status.COMMITTED and m["draw_no"] < last]
    return [Problem("DRAW-CHECK-ORDER", number, str(last)) for number in waiting]


def _succession(chains: Mapping[_Key, list[Bundle]], trusted: set[str]) -> tuple[list[_Key], list[Problem]]:
    """The chains in order of time, and every chain that nobody could know of before its first draw.

    A second chain of the same name must be announced by the first, which then ends
    with the announcing draw: two chains side by side would give two outcomes to
    choose from.
    """
    heirs = {key: _heir(key, members) for key, members in chains.items()}
    problems = [problem for members in chains.values() for problem in _early_heirs(members)]
    announced = set(heirs.values())
    ordered: list[_Key] = []
    for key in sorted(chains):
        if key.anchor not in trusted or key in announced:
            continue
        if any(key.name == other.name for other in ordered):
            problems.append(Problem("DRAW-CHECK-SUCCESSOR", chains[key][0]["draw_no"], key.anchor))
        following: _Key | None = key
        while following is not None and following in chains and following not in ordered:
            ordered.append(following)
            following = heirs[following]
    strangers = [key for key in sorted(chains) if key not in ordered]
    problems += [Problem("DRAW-CHECK-ANCHOR", chains[key][0]["draw_no"], key.anchor) for key in strangers]
    return ordered + strangers, problems


def _heir(key: _Key, members: Sequence[Bundle]) -> _Key | None:
    """The chain of the same name that the last draw announces, if any."""
    anchor = members[-1]["snapshot"].get("next_anchor", "")
    return _Key(key.name, anchor) if anchor else None


def _early_heirs(members: Sequence[Bundle]) -> list[Problem]:
    """A next anchor that does not stand on the last draw of its chain."""
    found = [(member["draw_no"], member["snapshot"].get("next_anchor", "")) for member in members[:-1]]
    return [Problem("DRAW-CHECK-SUCCESSOR", number, anchor) for number, anchor in found if anchor]


def _attempts(bundles: Sequence[Bundle]) -> list[Problem]:
    problems = []
    last: dict[tuple[str, str, str], Bundle] = {}
    for bundle in bundles:
        name = _key(bundle).name
        subject = (name.court, name.purpose, bundle["snapshot"]["case"])
        before = last.get(subject)
        if before is not None:
            attempt, expected = bundle["snapshot"]["attempt"], before["snapshot"]["attempt"] + 1
            if attempt != expected or not Status(before["status"]).finished:
                problems.append(Problem("DRAW-CHECK-ATTEMPT", bundle["draw_no"], bundle["snapshot"]["case"]))
        last[subject] = bundle
    return problems
