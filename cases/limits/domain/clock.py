"""The trial limit of a case: rule + base day + ledger + calendar -> dates, and how they came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from cases.limits.domain import explain
from cases.limits.domain.lamp import Ladder
from cases.limits.domain.ledger import (
    STOPS,
    LedgerEntry,
    LedgerKind,
    Stop,
    Turn,
    admitted,
    check_extent,
    check_ground,
    is_restart,
    named,
    turns_of,
)
from cases.limits.domain.result import Caution, LimitResult, conclude
from cases.limits.domain.rule import Conversion, LimitLaw, LimitRule
from cases.limits.domain.walk import Phase, Walk
from courts.calendar.domain import WorkCalendar
from courts.refusals.domain import Refused

DEFAULT_LADDER = Ladder()


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
    ladder: Ladder = DEFAULT_LADDER,
) -> LimitResult:
    """The trial limit of ``rule`` counted from ``base_on`` under ``ledger``, in whatever order it was typed.

    ``detained``: the accused is in custody, so that holidays move nothing (criminal).
    ``base_at``: the aware instant a limit in hours starts. ``as_of`` adds a last
    sentence to the explanation. Raises Refused with a LIM code for whatever the law
    does not allow, LedgerShapeError for an extension that says no length, a day out
    of range or a ledger too long.
    """
    entries = tuple(ledger)
    check_extent(base_on, entries)
    turns = turns_of(entries, law)
    stops = [entry for entry in entries if entry.kind in STOPS and not is_restart(entry, law)]
    phases = _phases(rule, base_on, turns, law)
    extensions = _by_phase([entry for entry in entries if entry.kind is LedgerKind.EXTENSION], turns)
    steps = [explain.start(rule, law.category(rule), base_on)]
    told: frozenset[LedgerEntry] = frozenset()
    granted: list[LedgerEntry] = []
    for number, phase in enumerate(phases):
        turn = turns[number] if number < len(turns) else None
        granted = (granted if _goes_on(phases, number) else []) + extensions[number]
        walk = Walk(phase, law.category(phase.rule), calendar, detained=detained, told=told)
        walk.run(_stops_of(number, stops, turns, phases, law), granted)
        steps += walk.steps
        told |= walk.taken
        if turn is not None:
            _check_turn(turn, walk)
            ground = law.ground(turn.ground, turn.on)
            after = explain.After(phases[number + 1].rule, phases[number + 1].base_on, ground)
            steps.append(explain.turned(turn, after, walk.category))
    return conclude(walk, steps, _cautions(stops, law), base_at=base_at, as_of=as_of, ladder=ladder)


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

    Raises Refused LIM-CONVERT-NOT-ALLOWED, LIM-PREVIEW-RULE (no such rule), LIM-X-00, LIM-X-CATEGORY.
    """
    rule = phase.rule
    if turn.to_rule and turn.to_rule not in law.rules:
        raise Refused("LIM-PREVIEW-RULE", field="to_rule", rule=turn.to_rule)
    if turn.kind is LedgerKind.RESTART:
        if turn.ground:
            admitted(turn.ground, turn.on, rule, law)
        return Phase(law.rule(turn.to_rule, turn.on)[0] if turn.to_rule else rule, turn.on)
    if turn.to_rule not in rule.converts_to:
        names = {"rule": rule.code, "rule_zh": rule.zh, "rule_en": rule.en, "to_rule": turn.to_rule}
        raise Refused("LIM-CONVERT-NOT-ALLOWED", **names, candidates=list(rule.converts_to) or ["—"])
    continues = law.category(rule).conversion is Conversion.CONTINUES
    base_on = phase.base_on if continues else turn.on
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
    number: int, entries: Sequence[LedgerEntry], turns: Sequence[Turn], phases: Sequence[Phase], law: LimitLaw
) -> list[Stop]:
    """The stops that bear on a phase, cut to begin no earlier than its base day.

    A restart ends whatever stop it finds open. Raises Refused LIM-EVENT-EARLY and the LIM-X rules.
    """
    phase = phases[number]
    until = turns[number].on if number < len(turns) else date.max
    found = []
    for entry in entries:
        stop = _stop(entry, turns, phases, law)
        if stop.start >= until or (number and stop.end <= phase.base_on):
            continue
        if stop.start < phase.base_on:
            stop = Stop(phase.base_on, stop.end, entry, stop.ground)
        found.append(stop)
    return found


def _stop(entry: LedgerEntry, turns: Sequence[Turn], phases: Sequence[Phase], law: LimitLaw) -> Stop:
    began = entry.starts_on
    assert began is not None  # the entry's own check
    if began < phases[0].base_on:
        raise Refused("LIM-EVENT-EARLY", on=began, base_on=phases[0].base_on)
    rule = phases[sum(turn.on <= began for turn in turns)].rule
    ground = check_ground(entry, rule, law, required=False)
    restarts = (turn.on for turn in turns if turn.kind is LedgerKind.RESTART and turn.on >= began)
    end = entry.ends_on or next(restarts, date.max)
    start = began + timedelta(days=ground.counted_first(rule) if ground else 0)
    return Stop(start, max(start, end), entry, ground)


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
