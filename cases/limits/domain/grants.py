"""Which step of the ladder each extension takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations

from cases.limits.domain.ledger import LedgerEntry
from cases.limits.domain.rule import ExtensionStep, LimitRule
from courts.refusals.domain import Refused

Granted = tuple[int, ExtensionStep, LedgerEntry]
MOST_TRIED = 4


def assign_steps(extensions: Sequence[LedgerEntry], rule: LimitRule) -> list[Granted]:
    """Each extension with its step, in step order; one without ``step`` takes the next unused.

    Raises Refused LIM-EXT-NONE (the law gives no such step), LIM-EXT-USED (a step
    twice), LIM-EXT-ORDER (a step before the one below it).
    """
    taken: dict[int, list[LedgerEntry]] = {}
    for entry in extensions:
        if entry.step is not None:
            _take(taken, entry.step, entry, rule)
    loose = [entry for entry in extensions if entry.step is None]
    slots = _free_steps(taken, len(loose), rule)
    for number, entry in zip(slots, _in_order(loose, slots, rule), strict=True):
        _take(taken, number, entry, rule)
    for number in taken:
        if number > 1 and number - 1 not in taken:
            raise Refused("LIM-EXT-ORDER", step=number, before=number - 1)
    return [(n, rule.extensions[n - 1], entry) for n in sorted(taken) for entry in _by_day(taken[n])]


def _take(taken: dict[int, list[LedgerEntry]], number: int, entry: LedgerEntry, rule: LimitRule) -> None:
    if number > len(rule.extensions):
        raise Refused("LIM-EXT-NONE", rule=rule.code, rule_zh=rule.zh, rule_en=rule.en)
    if number in taken and not rule.extensions[number - 1].repeatable:
        raise Refused("LIM-EXT-USED", step=number)
    taken.setdefault(number, []).append(entry)


def _free_steps(taken: dict[int, list[LedgerEntry]], count: int, rule: LimitRule) -> list[int]:
    """The next ``count`` unused steps; beyond the last, the last again if it repeats, else none there is."""
    steps = rule.extensions
    free = [number for number in range(1, len(steps) + 1) if number not in taken]
    beyond = len(steps) if steps and steps[-1].repeatable else len(steps) + 1
    return (free + [beyond] * count)[:count]


def _in_order(loose: Sequence[LedgerEntry], slots: Sequence[int], rule: LimitRule) -> list[LedgerEntry]:
    """Dated extensions by day; the others in the first order in which every one fits its step.

    So the answer does not depend on the order of typing.
    """
    dated = _by_day([entry for entry in loose if entry.on is not None])
    undated = _by_day([entry for entry in loose if entry.on is None])
    left = [rule.extensions[number - 1] for number in slots[len(dated) :] if number <= len(rule.extensions)]
    if len(undated) <= MOST_TRIED:
        for order in permutations(undated):
            if all(_fits(entry, step) for entry, step in zip(order, left, strict=False)):
                return [*dated, *order]
    return [*dated, *undated]


def _by_day(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    return sorted(entries, key=lambda entry: (entry.on or date.max, str(entry.value), str(entry.unit)))


def _fits(entry: LedgerEntry, step: ExtensionStep) -> bool:
    if entry.value is None:
        return step.span is not None
    if step.span is None:
        return True
    same_unit = entry.unit in (None, step.span.unit)
    return same_unit and entry.value <= step.span.value
