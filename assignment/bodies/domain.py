"""Trial bodies: which composition the law allows for a case, and what it forbids.

Sources: 人民法院组织法 arts 29-30; 民事诉讼法 arts 40-44, 185; 刑事诉讼法 arts 183, 216, 222, 249;
行政诉讼法 arts 68, 83, 86; 人民陪审员法 arts 14-16; 法释〔2019〕5号 art 5. The rows are in ``rules.yaml``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from courts.refusals.domain import Refused
from courts.rulebook.domain import Rule

LEAST_PANEL = 3


class Kind(StrEnum):
    """One judge, or a panel."""

    SOLE = "sole"
    PANEL = "panel"


class Part(StrEnum):
    """What a member of a body is. The handling judge is a sole, presiding or other judge of it."""

    SOLE = "sole"
    PRESIDING = "presiding"
    JUDGE = "judge"
    ASSESSOR = "assessor"


class How(StrEnum):
    """How a member came to sit: as the handling judge, drawn, or designated with a reason."""

    HANDLER = "handler"
    DRAWN = "drawn"
    DESIGNATED = "designated"


class Correction(StrEnum):
    """Where a request to correct the facts of a body is."""

    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True, kw_only=True)
class FactRule(Rule):
    """Something the data do not hold and that is asked of the judge, for cases of these families.

    ``another``: it asks for another panel, so that all members may change at once.
    """

    families: tuple[str, ...]
    another: bool = False


@dataclass(frozen=True, kw_only=True)
class Composition(Rule):
    """One row of the composition table; empty conditions hold for every case.

    ``any_of``: at least one of the facts, ``all_of``: each, ``none_of``: none of them.
    ``panels``: lawful sizes of judges only, ``mixed``: with assessors. ``auto``: the procedure itself
    says one judge, so that the body is made without being asked. Raises ValueError on an even or
    impossible size.
    """

    families: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    sole: bool = False
    auto: bool = False
    panels: tuple[int, ...] = ()
    mixed: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if any(size < LEAST_PANEL or size % 2 == 0 for size in (*self.panels, *self.mixed)):
            raise ValueError("a panel is an odd number of three or more")
        if not (self.sole or self.panels or self.mixed) or (self.auto and not self.sole):
            raise ValueError("a row allows a composition, and only one judge comes of itself")

    def concerns(self, case: CaseKind) -> bool:
        """Whether the row is for such cases, whatever their facts."""
        return (
            (not self.families or case.family in self.families)
            and (not self.levels or case.level in self.levels)
            and (not self.procedures or case.procedure in self.procedures)
        )

    def fits(self, facts: Collection[str]) -> bool:
        """Whether the facts meet its conditions."""
        known = set(facts)
        return (
            (not self.any_of or bool(known & set(self.any_of)))
            and set(self.all_of) <= known
            and not known & set(self.none_of)
        )


@dataclass(frozen=True, kw_only=True)
class AssessorBar(Rule):
    """Cases on which assessors never sit (法释〔2019〕5号 art 5)."""

    families: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()

    def holds(self, case: CaseKind, facts: Collection[str]) -> bool:
        return case.family in self.families or bool(set(facts) & set(self.any_of))


@dataclass(frozen=True, kw_only=True)
class Mix(Rule):
    """The lawful numbers of assessors in a panel of a size (人民陪审员法 art 14)."""

    size: int
    assessors: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PartWord(Rule):
    """The name of a part."""


@dataclass(frozen=True)
class CaseKind:
    """What the table asks of a case: family of its type code, level of the court, procedure."""

    family: str
    level: str
    procedure: str


@dataclass(frozen=True)
class Lawful:
    """What a case may be tried by: the row that decides, and why assessors may not sit, if so.

    ``mixes``: the lawful numbers of assessors by the size of a panel.
    """

    rule: Composition
    bar: AssessorBar | None
    mixes: Mapping[int, tuple[int, ...]]

    @property
    def sole(self) -> bool:
        return self.rule.sole

    @property
    def panels(self) -> tuple[int, ...]:
        return self.rule.panels

    @property
    def mixed(self) -> tuple[int, ...]:
        return () if self.bar else self.rule.mixed

    @property
    def sizes(self) -> tuple[int, ...]:
        """Every lawful size of a panel."""
        return tuple(sorted({*self.panels, *self.mixed}))


def lawful_body(
    rows: Iterable[Composition],
    bars: Iterable[AssessorBar],
    mixes: Iterable[Mix],
    case: CaseKind,
    facts: Collection[str],
) -> Lawful:
    """The first row that concerns the case and fits the facts decides. Raises LookupError for none.

    Where assessors are barred, a row that knows only bodies with assessors does not (人民陪审员法 art 15).
    """
    bar = next((bar for bar in bars if bar.holds(case, facts)), None)
    for row in rows:
        if row.concerns(case) and row.fits(facts) and (bar is None or row.sole or row.panels):
            return Lawful(row, bar, {mix.size: mix.assessors for mix in mixes})
    raise LookupError(f"no composition for {case}")


def facts_asked(
    rows: Iterable[Composition], facts: Iterable[FactRule], bars: Iterable[AssessorBar], case: CaseKind
) -> list[FactRule]:
    """The facts on which the composition of such a case depends, in the order of the table."""
    named = {code for row in rows if row.concerns(case) for code in (*row.any_of, *row.all_of, *row.none_of)}
    named |= {code for bar in bars for code in bar.any_of}
    return [fact for fact in facts if case.family in fact.families and fact.code in named]


@dataclass(frozen=True)
class Plan:
    """A composition somebody wants: the number of all members, and of assessors among them."""

    kind: Kind
    size: int
    assessors: int

    @property
    def judges(self) -> int:
        return self.size - self.assessors


def check_plan(plan: Plan, lawful: Lawful) -> None:
    """Raise Refused BODY-* unless the composition is lawful; the row and its article go with it."""
    told = {"rule": lawful.rule, "basis": lawful.rule.article}
    if plan.assessors and lawful.bar is not None:
        raise Refused("BODY-ASSESSORS-BARRED", bar=lawful.bar)
    if plan.kind is Kind.SOLE:
        if not lawful.sole:
            raise Refused("BODY-SOLE", **told)
        if plan.size != 1 or plan.assessors:
            raise Refused("BODY-MIX", size=plan.size, judges=plan.judges, assessors=plan.assessors)
        return
    if plan.size < LEAST_PANEL or plan.size % 2 == 0:
        raise Refused("BODY-EVEN", size=plan.size)
    if not lawful.sizes:
        raise Refused("BODY-PANEL", **told)
    _check_panel(plan, lawful, told)


def _check_panel(plan: Plan, lawful: Lawful, told: dict[str, object]) -> None:
    if plan.assessors and not lawful.mixed:
        raise Refused("BODY-JUDGES-ONLY", **told)
    if not plan.assessors and not lawful.panels:
        raise Refused("BODY-ASSESSORS-MUST", **told)
    sizes = lawful.mixed if plan.assessors else lawful.panels
    if plan.size not in sizes:
        raise Refused("BODY-SIZE", size=plan.size, sizes="、".join(map(str, sizes)), **told)
    if plan.assessors and plan.assessors not in lawful.mixes.get(plan.size, ()):
        raise Refused("BODY-MIX", size=plan.size, judges=plan.judges, assessors=plan.assessors)


@dataclass(frozen=True)
class Sitting:
    """A judge who is to sit, with the post that makes him preside: president before head before none."""

    id: str
    name: str
    president: bool = False
    head: bool = False


def must_preside(judges: Sequence[Sitting]) -> list[Sitting]:
    """Who presides by post if they sit: the president, else any division head; empty: anybody may."""
    return [one for one in judges if one.president] or [one for one in judges if one.head]


def check_presiding(presiding: str, judges: Sequence[Sitting]) -> None:
    """Raise Refused BODY-PRESIDING unless a judge presides, the president or head if one sits (art 30)."""
    bound = must_preside(judges)
    allowed = bound or list(judges)
    if presiding not in {one.id for one in allowed}:
        raise Refused("BODY-PRESIDING", who="、".join(one.name for one in allowed))


def check_not_all(before: Collection[object], ending: Collection[object], another: bool) -> None:
    """Raise Refused BODY-ALL-CHANGED where every member of a panel is to go, unless another is required."""
    if len(before) >= LEAST_PANEL and set(before) <= set(ending) and not another:
        raise Refused("BODY-ALL-CHANGED")


def late_for(days_left: int, notice: int, reason: str) -> bool:
    """Whether assessors are drawn too late without a reason (法释〔2019〕5号 art 3(1))."""
    return days_left < notice and not reason.strip()
