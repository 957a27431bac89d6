"""The ledger of a limit: everything that stops, lengthens, changes or restarts the clock."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from cases.limits.domain.rule import Effect, ExclusionGround, ExtensionStep, LimitLaw, LimitRule
from cases.limits.domain.spans import Span, Unit
from courts.refusals.domain import Refused


class LedgerKind(Enum):
    """Words of the interface."""

    EXCLUSION = "exclusion"
    SUSPENSION = "suspension"
    EXTENSION = "extension"
    CONVERSION = "conversion"
    RESTART = "restart"


STOPS = (LedgerKind.EXCLUSION, LedgerKind.SUSPENSION)
TURNS = (LedgerKind.CONVERSION, LedgerKind.RESTART)
SUSPENSION_GROUND = "X06"
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2999, 12, 31)
MOST_UNITS = 3660
MOST_ENTRIES = 500


class LedgerShapeError(ValueError):
    """An entry that cannot be read: ``field`` must be mended. Nothing is forbidden."""

    def __init__(self, field: str, zh: str, en: str) -> None:
        super().__init__(f"{field}: {en}")
        self.field = field
        self.zh = zh
        self.en = en


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """One entry.

    An exclusion or suspension runs from ``starts_on`` (the day its event begins,
    itself still counted) to ``ends_on`` (the last day left out); without
    ``ends_on`` the clock stands still. An extension gives ``value`` ``unit``
    (default: all that its ``step`` allows) and was decided ``on``; without ``on``
    it belongs to the rule in force last. A conversion was decided ``on`` and leads
    ``to_rule``. A restart counts anew from ``on`` (or ``ends_on``), which is itself
    not counted. Raises LedgerShapeError.
    """

    kind: LedgerKind
    ground: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    value: int | Decimal | None = None
    unit: Unit | None = None
    step: int | None = None
    to_rule: str = ""
    on: date | None = None

    def __post_init__(self) -> None:
        if self.kind in STOPS and self.starts_on is None:
            raise LedgerShapeError("starts_on", "请填写开始日期。", "Enter the first day.")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise LedgerShapeError("ends_on", "结束日期早于开始日期。", "The last day lies before the first.")
        if self.kind is LedgerKind.CONVERSION and not self.to_rule:
            raise LedgerShapeError("to_rule", "请填写转入的审限规则。", "Name the rule converted to.")
        if self.kind in TURNS and not (self.on or self.ends_on or self.starts_on):
            raise LedgerShapeError("on", "请填写决定或重新计算的日期。", "Enter the day of the decision.")
        if self.value is not None and not 0 < self.value <= MOST_UNITS:
            zh, en = (
                f"期限应为正数，不超过 {MOST_UNITS}。",
                f"The length must be positive, {MOST_UNITS} at most.",
            )
            raise LedgerShapeError("value", zh, en)
        if self.step is not None and self.step < 1:
            raise LedgerShapeError("step", "延长次序从 1 起。", "Steps are numbered from 1.")

    @property
    def ground_code(self) -> str:
        """The ground; a suspension is its own ground (X06) unless it names another."""
        return self.ground or (SUSPENSION_GROUND if self.kind is LedgerKind.SUSPENSION else "")

    def span(self, step: ExtensionStep) -> Span:
        """The length of an extension under ``step``. Raises LedgerShapeError when nothing says it."""
        if self.value is None:
            if step.span is None:
                raise LedgerShapeError(
                    "value",
                    "法律未定延长期限，请填写批准的长度。",
                    "The law sets no figure: enter the length granted.",
                )
            return step.span
        unit = self.unit or (step.span.unit if step.span else Unit.MONTHS)
        try:
            return Span.of(self.value, unit)
        except ValueError:
            raise LedgerShapeError("value", "期限应为整数。", "The length must be a whole number.") from None


def check_extent(base_on: date, ledger: tuple[LedgerEntry, ...]) -> None:
    """Raises LedgerShapeError for days the calendar cannot carry and for a ledger too long."""
    if len(ledger) > MOST_ENTRIES:
        zh, en = f"至多 {MOST_ENTRIES} 项。", f"{MOST_ENTRIES} entries at most."
        raise LedgerShapeError("ledger", zh, en)
    days = [("starts_on", base_on)]
    for entry in ledger:
        named_days = (("starts_on", entry.starts_on), ("ends_on", entry.ends_on), ("on", entry.on))
        days += [(name, day) for name, day in named_days if day is not None]
    for name, day in days:
        if not FIRST_DAY <= day <= LAST_DAY:
            zh, en = (
                f"日期应在 {FIRST_DAY} 至 {LAST_DAY} 之间。",
                f"Enter a day from {FIRST_DAY} to {LAST_DAY}.",
            )
            raise LedgerShapeError(name, zh, en)


@dataclass(frozen=True)
class Stop:
    """Days left out: those after ``start`` up to and including ``end`` (date.max while it is open).

    ``whole``: ``start`` itself is left out too. ``cut_from``: the event went on, but what lies
    after ``end`` counts again, since the law sets a cap. ``ahead``: it is open, but on the day of
    the account its first day has not come, so the clock still runs.
    """

    start: date
    end: date
    entry: LedgerEntry
    ground: ExclusionGround | None
    whole: bool = False
    cut_from: date | None = None
    ahead: bool = False

    @property
    def after(self) -> date:
        """The last day before those left out."""
        return self.start - timedelta(days=1) if self.whole else self.start

    @property
    def is_open(self) -> bool:
        return self.end == date.max

    @property
    def order(self) -> tuple[date, date, str, str]:
        return self.start, self.end, self.entry.ground_code, self.entry.kind.value


@dataclass(frozen=True)
class Turn:
    """A change of rule or a new start, on the day ``on``.

    ``stopped_on``: the day the event that led to a restart began, if known.
    """

    on: date
    kind: LedgerKind
    to_rule: str = ""
    ground: str = ""
    stopped_on: date | None = None

    @property
    def order(self) -> tuple[date, str, str]:
        return self.on, self.kind.value, self.to_rule


def turns_of(ledger: tuple[LedgerEntry, ...], law: LimitLaw) -> tuple[Turn, ...]:
    """Conversions and restarts by day; an ended exclusion whose ground restarts the limit is one.

    Raises Refused LIM-X-TIMES when a ground has restarted the limit more often than the law allows.
    """
    turns = []
    counts: Counter[str] = Counter()
    for entry in ledger:
        if entry.kind not in TURNS and not is_restart(entry, law):
            continue
        turn = _turn(entry)
        turns.append(turn)
        ground = law.ground(turn.ground, turn.on)
        counts[turn.ground] += 1
        if ground and ground.max_times and counts[turn.ground] > ground.max_times:
            raise Refused("LIM-X-TIMES", **named(ground), times=ground.max_times)
    return tuple(sorted(turns, key=lambda turn: turn.order))


def is_restart(entry: LedgerEntry, law: LimitLaw) -> bool:
    """Whether the entry is an ended exclusion whose ground makes the limit start again (补充侦查)."""
    if entry.kind not in STOPS or entry.starts_on is None or entry.ends_on is None:
        return False
    ground = law.ground(entry.ground_code, entry.starts_on)
    return ground is not None and ground.effect is Effect.RESTARTS


def _turn(entry: LedgerEntry) -> Turn:
    on = entry.on or entry.ends_on or entry.starts_on
    assert on is not None  # the entry's own check
    began = entry.starts_on if entry.starts_on != on else None
    if entry.kind is LedgerKind.CONVERSION:
        return Turn(on, LedgerKind.CONVERSION, entry.to_rule)
    return Turn(on, LedgerKind.RESTART, entry.to_rule, entry.ground_code, began)


def check_ground(
    entry: LedgerEntry, rule: LimitRule, law: LimitLaw, *, required: bool = True
) -> ExclusionGround | None:
    """The ground of an exclusion or suspension; None when it names none and none is required.

    Raises Refused LIM-X-00, LIM-X-CATEGORY (see ``admitted``), LIM-X-CAP (longer than the law allows).
    """
    if not entry.ground_code and not required:
        return None
    assert entry.starts_on is not None  # the entry's own check
    ground = admitted(entry.ground_code, entry.starts_on, rule, law)
    last = cap_of(ground, entry.starts_on, rule)
    if ground.cap and last and entry.ends_on and entry.ends_on > last and not ground.cut_at_cap:
        caps = {"cap_zh": ground.cap.zh, "cap_en": ground.cap.en}
        raise Refused("LIM-X-CAP", **named(ground), **caps, last_on=last)
    return ground


def check_restart(code: str, on: date, rule: LimitRule, law: LimitLaw) -> ExclusionGround | None:
    """The ground of a restart; None when it names none.

    Raises Refused LIM-X-00, LIM-X-CATEGORY (see ``admitted``), LIM-RESTART-GROUND (its days are left
    out, the limit goes on).
    """
    if not code:
        return None
    ground = admitted(code, on, rule, law)
    if ground.effect is not Effect.RESTARTS:
        raise Refused("LIM-RESTART-GROUND", **named(ground))
    return ground


def cap_of(ground: ExclusionGround, starts_on: date, rule: LimitRule) -> date | None:
    """The last day a stop on ``ground`` can leave out; None where the law sets no cap."""
    return ground.cap.after(starts_on, rule.month_end) if ground.cap else None


def admitted(code: str, on: date, rule: LimitRule, law: LimitLaw) -> ExclusionGround:
    """The ground ``code``. The list is closed (法释〔2000〕29号第九条).

    Raises Refused LIM-X-00 (not on the list), LIM-X-CATEGORY (not for this limit).
    """
    ground = law.ground(code, on)
    if ground is None:
        raise Refused("LIM-X-00", ground=code or "—")
    if not ground.admits(rule):
        raise Refused("LIM-X-CATEGORY", **named(ground), rule=rule.code, rule_zh=rule.zh, rule_en=rule.en)
    return ground


def named(ground: ExclusionGround) -> dict[str, str]:
    """The placeholders by which a refusal names a ground."""
    return {"ground": ground.code, "ground_zh": ground.zh, "ground_en": ground.en}
