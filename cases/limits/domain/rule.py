"""The rows of this noun's rule file: limits, categories, grounds for time not counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from cases.docket.domain import Procedure
from cases.limits.domain.spans import MonthEnd, Span
from cases.numbers.domain import is_under
from courts.places.domain import CourtLevel
from courts.rulebook.domain import Rule, RuleTable


class Category(Enum):
    """The fields of law whose clocks differ."""

    CIVIL = "civil"
    CRIMINAL = "criminal"
    ADMINISTRATIVE = "administrative"
    ENFORCEMENT = "enforcement"
    COMPENSATION = "compensation"
    NON_LITIGATION = "non_litigation"
    PRESERVATION = "preservation"
    SANCTION = "sanction"
    BANKRUPTCY = "bankruptcy"
    JUDICIAL_ASSISTANCE = "judicial_assistance"


class StartEvent(Enum):
    """The event whose day is the uncounted base day."""

    FILING = "filing"
    ACCEPTANCE = "acceptance"
    RECEIPT = "receipt"
    PETITION = "petition"
    CORRECTION = "correction"
    DECISION = "decision"
    NOTICE_END = "notice_end"
    HEARING = "hearing"
    ELECTION = "election"


class Holiday(Enum):
    """What a last day on a holiday does to the latest lawful day."""

    SHIFT = "shift"
    NO_SHIFT_IN_CUSTODY = "no_shift_in_custody"
    NO_SHIFT = "no_shift"
    NONE = "none"


class Approver(Enum):
    """Who may extend. ``statute``: the law itself grants it, nobody is asked.

    ``high_court_record``: the own president, with a record filed with the High Court (层报备案).
    """

    OWN_PRESIDENT = "own_president"
    NEXT_HIGHER_COURT = "next_higher_court"
    HIGH_COURT = "high_court"
    HIGH_COURT_RECORD = "high_court_record"
    SUPREME_COURT = "supreme_court"
    STATUTE = "statute"


class Conversion(Enum):
    """The clock after a change of procedure: goes on from the base day, or starts again at the decision."""

    CONTINUES = "continues"
    RESTARTS = "restarts"


class Effect(Enum):
    """What a ground does once it has ended: its days are left out, or the limit starts again."""

    EXCLUDES = "excludes"
    RESTARTS = "restarts"


@dataclass(frozen=True, kw_only=True)
class ExtensionStep:
    """One rung of the ladder of extensions.

    ``span`` is the most the step can give; None where the law sets no figure.
    ``replaces``: the step sets a new total from the base day instead of adding to it.
    ``repeatable``: it may be granted again and again.
    """

    approver: Approver
    span: Span | None = None
    replaces: bool = False
    repeatable: bool = False

    def __post_init__(self) -> None:
        if self.replaces and self.span is None:
            raise ValueError("a step that replaces the total says the total")

    @property
    def is_asked_for(self) -> bool:
        """Whether somebody must be asked, so that a last day for asking exists."""
        return self.approver is not Approver.STATUTE


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What may decide among the rules of a type and procedure; "" and None: not known."""

    cause_code: str = ""
    detained: bool | None = None
    level: str = ""


@dataclass(frozen=True, kw_only=True)
class LimitRule(Rule):
    """One trial limit. ``base`` None: the law sets none.

    ``procedures`` empty: any procedure of the type codes. ``default``: taken when
    the filing names no rule. ``subject`` is what singles out a rule that is not.
    ``causes`` (codes of causes or headings above them), ``detained`` and ``levels``
    (of the court) narrow the cases it may govern; empty or None: any.
    ``named_only``: it governs only where the filing names it, beside another reading of the law.
    ``request_days_before``: an extension is asked for this many days before expiry.
    """

    category: Category
    type_codes: tuple[str, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    subject: str = ""
    default: bool = False
    named_only: bool = False
    causes: tuple[str, ...] = ()
    detained: bool | None = None
    levels: tuple[CourtLevel, ...] = ()
    base: Span | None = None
    starts_from: StartEvent = StartEvent.FILING
    holiday: Holiday = Holiday.SHIFT
    month_end: MonthEnd = MonthEnd.CIVIL
    extensions: tuple[ExtensionStep, ...] = ()
    request_days_before: int | None = None
    converts_to: tuple[str, ...] = ()
    note_zh: str = ""
    note_en: str = ""

    def __post_init__(self) -> None:
        if self.base is None and (self.extensions or self.holiday is not Holiday.NONE):
            raise ValueError("without a limit there is nothing to extend and no last day")
        if self.request_days_before is not None and not any(step.is_asked_for for step in self.extensions):
            raise ValueError("request_days_before without an extension to ask for")

    def fits(self, case_type: str, procedure: str) -> bool:
        """Whether the rule may govern a case of this type code and procedure."""
        if case_type not in self.type_codes:
            return False
        return not self.procedures or procedure in {member.value for member in self.procedures}

    def admits(self, facts: CaseFacts) -> bool:
        """Whether nothing known of the case speaks against the rule; what is not known never does."""
        if self.causes and facts.cause_code and not is_under(facts.cause_code, self.causes):
            return False
        if self.levels and facts.level and facts.level not in self.levels:
            return False
        return self.detained is None or facts.detained is None or self.detained is facts.detained

    def is_meant_for(self, facts: CaseFacts) -> bool:
        """Whether the rule is made for the very cause of the case."""
        return bool(self.causes and facts.cause_code and is_under(facts.cause_code, self.causes))

    def same_limit(self, other: LimitRule) -> bool:
        """Whether a change to ``other`` changes nothing about time (独任转合议)."""
        return self.base == other.base and self.extensions == other.extensions


@dataclass(frozen=True, kw_only=True)
class NoLimit(Rule):
    """Types of case for which the law sets no trial limit; ``procedures`` empty: any of theirs."""

    type_codes: tuple[str, ...]
    procedures: tuple[Procedure, ...] = ()
    note_zh: str = ""
    note_en: str = ""

    def covers(self, case_type: str, procedure: str) -> bool:
        """Whether the row says that a case of this type and procedure has no limit."""
        wanted = {member.value for member in self.procedures}
        return case_type in self.type_codes and (not wanted or procedure in wanted)


@dataclass(frozen=True, kw_only=True)
class LimitCategory(Rule):
    """How the clocks of one category behave, with the article for each step of an explanation.

    ``decide_days_before``: an extension is decided this many days before expiry.
    """

    start_article: str
    month_article: str
    holiday_article: str
    custody_article: str = ""
    extension_article: str
    conversion: Conversion
    conversion_article: str
    restart_article: str
    decide_days_before: int | None = None


@dataclass(frozen=True, kw_only=True)
class ExclusionGround(Rule):
    """A ground of the closed list of time not counted.

    ``categories`` and ``rules`` narrow where it may be used (empty: anywhere).
    ``cap`` is the longest interval it can cover; with ``cut_at_cap`` a longer event is
    lawful but counts again beyond the cap, else it is refused. ``usual_days`` only warns beyond.
    ``counted_days`` (``counted_days_summary`` in summary and small-claims cases)
    at the start of the interval still count. ``max_times`` limits restarts.
    """

    categories: tuple[Category, ...] = ()
    rules: tuple[str, ...] = ()
    effect: Effect = Effect.EXCLUDES
    cap: Span | None = None
    cut_at_cap: bool = False
    usual_days: int | None = None
    counted_days: int = 0
    counted_days_summary: int = 0
    max_times: int | None = None
    note_zh: str = ""
    note_en: str = ""

    def admits(self, rule: LimitRule) -> bool:
        """Whether the ground may be used under ``rule``."""
        if self.rules:
            return rule.code in self.rules
        return not self.categories or rule.category in self.categories

    def is_unusual(self, starts_on: date, ends_on: date | None) -> bool:
        """Whether a closed interval is longer than such an event usually takes."""
        return bool(self.usual_days and ends_on and (ends_on - starts_on).days > self.usual_days)

    def counted_first(self, rule: LimitRule) -> int:
        """How many days at the start of the interval still count under ``rule``."""
        short = {Procedure.SUMMARY, Procedure.SMALL_CLAIMS}
        return self.counted_days_summary if short & set(rule.procedures) else self.counted_days


@dataclass(frozen=True)
class LimitLaw:
    """The three tables that the arithmetic reads."""

    rules: RuleTable[LimitRule]
    grounds: RuleTable[ExclusionGround]
    categories: RuleTable[LimitCategory]

    def rule(self, code: str, on: date) -> tuple[LimitRule, bool]:
        """The version in force on ``on``, or the earliest and True. Raises KeyError."""
        return self.rules.at_or_earliest(code, on)

    def ground(self, code: str, on: date) -> ExclusionGround | None:
        """The ground of the closed list, in the version of ``on``; None when it is not on the list."""
        return self.grounds.at_or_earliest(code, on)[0] if code in self.grounds else None

    def category(self, rule: LimitRule) -> LimitCategory:
        return self.categories.latest(rule.category.value)
