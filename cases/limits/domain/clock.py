"""The trial limit of a case: rule + base day + ledger + calendar -> dates, and how they came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from cases.limits.domain import explain
from cases.limits.domain.ledger import (
    STOPS,
    LedgerEntry,
    LedgerKind,
    Stop,
    Turn,
    cap_of,
    check_extent,
    check_ground,
    check_restart,
    is_restart,
    named,
    turns_of,
)
from cases.limits.domain.readings import RECOMMENDED, Readings
from cases.limits.domain.result import Caution, LimitResult, conclude
from cases.limits.domain.rule import Conversion, LimitLaw, LimitRule
from cases.limits.domain.walk import Phase, Walk
from courts.calendar.domain import WorkCalendar
from courts.refusals.domain import Refused


def compute(
    rule: LimitRule,
    base_on: date,
    ledger: Iterable[LedgerEntry],
    calendar: WorkCalendar,
    *,
    law: LimitLaw,
    detained: bool,
    as_of: date | None = None,
    base_at: datetime | None = None,
    readings: Readings = RECOMMENDED,
) -> LimitResult:
    """The trial limit of ``rule`` counted from ``base_on`` under ``ledger``, in whatever order it was typed.

    ``detained``: the accused is in custody, so that holidays move nothing (criminal).
    ``base_at``: the aware instant a limit in hours starts. ``as_of``, the day of the account,
    adds a last sentence to the explanation and tells whether an open stop stands: not before its
    first day (court mediation, X08, has days that still count), nor after the longest time the law
    gives it (reading the file, X13). Without it every stop has come and every cap is over.
    ``readings`` are the court's where the law leaves a doubt. Raises Refused with a LIM code
    for whatever the law does not allow, LedgerShapeError for an extension that says no length,
    a day out of range or a ledger too long.
    """
    entries = tuple(ledger)
    check_extent(base_on, entries)
    turns = turns_of(entries, law)
    stops = [entry for entry in entries if entry.kind in STOPS and not is_restart(entry, law)]
    phases = _phases(rule, base_on, turns, law)
    # A turn meets the stops as they stood in the end; what runs last is told as of the day.
    in_the_end = [_stop(entry, turns, phases, law, readings, None) for entry in stops]
    standing = [_stop(entry, turns, phases, law, readings, as_of) for entry in stops]
    extensions = _by_phase([entry for entry in entries if entry.kind is LedgerKind.EXTENSION], turns)
    steps = [explain.start(rule, law.category(rule), base_on)]
    told: frozenset[LedgerEntry] = frozenset()
    granted: list[LedgerEntry] = []
    for number, phase in enumerate(phases):
        turn = turns[number] if number < len(turns) else None
        granted = (granted if _goes_on(phases, number) else []) + extensions[number]
        category = law.category(phase.rule)
        walk = Walk(phase, category, calendar, detained=detained, told=told, readings=readings)
        walk.run(_stops_of(number, standing if turn is None else in_the_end, turns, phases), granted)
        steps += walk.steps
        told |= walk.taken
        if turn is not None:
            _check_turn(turn, walk)
            ground = law.ground(turn.ground, turn.on)
            after = explain.After(phases[number + 1].rule, phases[number + 1].base_on, ground)
            steps.append(explain.turned(turn, after, walk.category))
    return conclude(walk, steps, _cautions(stops, law), base_at=base_at, as_of=as_of)


def _phases(rule: LimitRule, base_on: date, turns: Sequence[Turn], law: LimitLaw) -> list[Phase]:
    """The phases that the turns make. Raises Refused LIM-EVENT-EARLY and those of ``_next_phase``."""
    phases = [Phase(rule, base_on)]
    for turn in turns:
        if turn.on < phases[-1].base_on:
            raise Refused("LIM-EVENT-EARLY", on=turn.on, base_on=phases[-1].base_on)
        phases.append(_next_phase(phases[-1], turn, law))
    return phases


def _next_phase(phase: Phase, turn: Turn, law: LimitLaw) -> Phase:
    """A civil or administrative conversion keeps the base day; a criminal one and a restart move it.

    A restart that leads to another limit leads where a conversion may. Raises Refused
    LIM-CONVERT-NOT-ALLOWED, LIM-PREVIEW-RULE (no such rule), and those of ``check_restart``.
    """
    rule = phase.rule
    if turn.to_rule and turn.to_rule not in law.rules:
        raise Refused("LIM-PREVIEW-RULE", field="to_rule", rule=turn.to_rule)
    if turn.kind is LedgerKind.RESTART:
        check_restart(turn.ground, turn.on, rule, law)
    if turn.kind is LedgerKind.RESTART and turn.to_rule in ("", rule.code):
        return Phase(rule, turn.on)
    if turn.to_rule not in rule.converts_to:
        names = {"rule": rule.code, "rule_zh": rule.zh, "rule_en": rule.en, "to_rule": turn.to_rule}
        raise Refused("LIM-CONVERT-NOT-ALLOWED", **names, candidates=list(rule.converts_to) or ["—"])
    continues = law.category(rule).conversion is Conversion.CONTINUES
    base_on = phase.base_on if continues and turn.kind is LedgerKind.CONVERSION else turn.on
    return Phase(law.rule(turn.to_rule, base_on)[0], base_on)


def _goes_on(phases: Sequence[Phase], number: int) -> bool:
    """Whether the limit of the phase before simply goes on (独任转合议), extensions and all."""
    if number == 0:
        return False
    before, now = phases[number - 1], phases[number]
    return before.base_on == now.base_on and before.rule.same_limit(now.rule)


def _by_phase(extensions: Sequence[LedgerEntry], turns: Sequence[Turn]) -> list[list[LedgerEntry]]:
    """Extensions by the phase in which they were decided; without a day, the last."""
    grouped: list[list[LedgerEntry]] = [[] for _ in range(len(turns) + 1)]
    for entry in extensions:
        decided = entry.on
        number = len(turns) if decided is None else sum(turn.on < decided for turn in turns)
        grouped[number].append(entry)
    return grouped


def _stops_of(
    number: int, stops: Sequence[Stop], turns: Sequence[Turn], phases: Sequence[Phase]
) -> list[Stop]:
    """The stops that bear on a phase, cut to begin no earlier than its base day."""
    phase = phases[number]
    until = turns[number].on if number < len(turns) else date.max
    found = []
    for stop in stops:
        if stop.start >= until or (number and stop.end <= phase.base_on):
            continue
        if stop.start < phase.base_on:
            stop = replace(stop, start=phase.base_on, whole=False)
        found.append(stop)
    return found


def _stop(
    entry: LedgerEntry,
    turns: Sequence[Turn],
    phases: Sequence[Phase],
    law: LimitLaw,
    readings: Readings,
    as_of: date | None,
) -> Stop:
    """What an entry leaves out, as it stands on ``as_of`` or (None) in the end.

    A restart ends whatever stop it finds open. Raises Refused LIM-EVENT-EARLY and the LIM-X rules.
    """
    began = entry.starts_on
    assert began is not None  # the entry's own check
    if began < phases[0].base_on:
        raise Refused("LIM-EVENT-EARLY", on=began, base_on=phases[0].base_on)
    rule = phases[sum(turn.on <= began for turn in turns)].rule
    ground = check_ground(entry, rule, law, required=False)
    restarts = (turn.on for turn in turns if turn.kind is LedgerKind.RESTART and turn.on >= began)
    end = entry.ends_on or next(restarts, date.max)
    still_counted = timedelta(days=ground.counted_first(rule) if ground else 0)
    if still_counted and end <= began + still_counted:
        return Stop(began, began, entry, ground)  # over before anything could be left out
    start = began + still_counted
    whole = readings.both_ends and start > phases[0].base_on
    if ground and ground.cut_at_cap and not readings.whole_file_reading:
        last = cap_of(ground, began, rule)
        stands = end == date.max and as_of is not None and last is not None and as_of <= last
        if last and last < end and not stands:
            return Stop(start, last, entry, ground, whole, cut_from=last)
    ahead = end == date.max and as_of is not None and as_of < start
    return Stop(start, end, entry, ground, whole, ahead=ahead)


def _check_turn(turn: Turn, walk: Walk) -> None:
    """A conversion comes before the limit ends; the event behind a restart begins before it ends."""
    if turn.kind is LedgerKind.CONVERSION and walk.is_past(turn.on):
        raise Refused("LIM-CONVERT-LATE", on=turn.on, due_on=walk.due_on, to_rule=turn.to_rule)
    if turn.stopped_on is None:
        return
    if turn.stopped_on < walk.base_on:
        raise Refused("LIM-EVENT-EARLY", on=turn.stopped_on, base_on=walk.base_on)
    if walk.due_on is not None and turn.stopped_on > walk.due_on:
        raise Refused("LIM-X-AFTER-DUE", starts_on=turn.stopped_on, due_on=walk.due_on, rule=walk.rule.code)


def _cautions(stops: Sequence[LedgerEntry], law: LimitLaw) -> tuple[Caution, ...]:
    found = []
    for entry in sorted(stops, key=lambda entry: (entry.starts_on or date.min, entry.ground_code)):
        assert entry.starts_on is not None  # the entry's own check
        ground = law.ground(entry.ground_code, entry.starts_on)
        if ground is None:
            found.append(Caution("LIM-X-NO-GROUND", {"starts_on": entry.starts_on}))
        elif ground.is_unusual(entry.starts_on, entry.ends_on):
            found.append(Caution("LIM-X-UNUSUAL", {**named(ground), "days": ground.usual_days}))
    return tuple(found)
