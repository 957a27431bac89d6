"""Which earlier cases belong with a filing, judged on what both say; and what a text refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from courts.rulebook.domain import Rule


@dataclass(frozen=True, kw_only=True)
class LinkKind(Rule):
    """A way in which two cases belong together, the strongest with the lowest ``order``.

    ``within_days`` is how far back cases are looked at that are closed. A hit of a kind that
    ``must_answer`` is taken or declined before a draw; ``same_judge``: the case goes back to the same
    judge, and only what forbids that is a reason to decline.
    """

    order: int
    within_days: int
    must_answer: bool = False
    same_judge: bool = False


class Side(Enum):
    """Where a party stands; a third party or victim is on neither side."""

    CLAIMING = "claiming"
    RESPONDING = "responding"
    NEITHER = "neither"


@dataclass(frozen=True)
class Who:
    """A party as it is compared: ``digest`` of the identity number, empty where none was given."""

    name: str
    digest: str
    side: Side


class Refers(Enum):
    """What a text can refer to."""

    JUDGMENT = "judgment"
    CONTRACT = "contract"
    CONTRACT_DAY = "contract_day"
    EVENT = "event"
    EVENT_DAY = "event_day"


@dataclass(frozen=True)
class Reference:
    """A number or day named in the facts, in one way of writing."""

    kind: Refers
    value: str


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is compared of a case. ``withdrawn``: closed by withdrawal, or treated as withdrawn."""

    type_code: str
    cause: str
    received_on: date
    parties: frozenset[Who]
    references: frozenset[Reference] = frozenset()
    series_key: str = ""
    number: str = ""
    prosecuted: bool = False
    withdrawn: bool = False


_WIDE = str.maketrans("（）〔〕［］【】：；，　０１２３４５６７８９", "()[][][]:;, 0123456789")
_DAY = r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日"
_JUDGMENT = re.compile(r"\((?:19|20)\d{2}\)[^\s()字第号]{2,24}?\d{1,9}号")
_NUMBER = r"([A-Za-z0-9\u4e00-\u9fff\[\]()\-/_]{0,40}[0-9][A-Za-z0-9\[\]()\-/_]{0,40}号?)"
_CONTRACT = re.compile(r"(?:合同|协议)书?[》”\"]?\s*\(?(?:编号|合同号|号码|号)\s*(?:为|是|:)?\s*" + _NUMBER)
_NUMBERED = re.compile(r"编号\s*(?:为|是|:)?\s*" + _NUMBER + r"\)?的?[^,。;]{0,12}?(?:合同|协议)")
_SIGNED = re.compile(_DAY + r"[^。;]{0,30}?(?:签订|签署|订立)[^。;]{0,24}?(?:合同|协议|借条|欠条|契约)")
_EVENT = re.compile(
    r"(?:事故|工伤|火灾|伤情|鉴定)[^,。;]{0,10}?(?:认定书|证明书|认定|意见书)[^,。;]{0,6}?(第?[^,。;\s]{2,30}?号)"
)
_HAPPENED = re.compile(
    _DAY + r"[^。;]{0,40}?(?:发生|相撞|碰撞|受伤|打伤|致伤|坠落|起火|爆炸|中毒|坍塌|溺水|殴打)"
)
_LONGEST = 80


def references(text: str) -> frozenset[Reference]:
    """What the facts of a filing name: contracts and events by number or day, judgments by number."""
    return frozenset(_references(text.translate(_WIDE)))


def _references(plain: str) -> Iterator[Reference]:
    for found in _JUDGMENT.finditer(plain):
        yield Reference(Refers.JUDGMENT, case_number(found.group()))
    for pattern in (_CONTRACT, _NUMBERED):
        for found in pattern.finditer(plain):
            if not _JUDGMENT.search(found.group()):
                yield Reference(Refers.CONTRACT, _compact(found.group(1)))
    for found in _EVENT.finditer(plain):
        yield Reference(Refers.EVENT, _compact(found.group(1)))
    for kind, pattern in ((Refers.CONTRACT_DAY, _SIGNED), (Refers.EVENT_DAY, _HAPPENED)):
        for found in pattern.finditer(plain):
            day = _day(found.groups()[:3])
            if day:
                yield Reference(kind, day)


def case_number(text: str) -> str:
    """A case number in the way in which it is kept: full-width brackets, no blanks."""
    return text.translate(_WIDE).replace(" ", "").replace("(", "（").replace(")", "）")[:_LONGEST]


def _compact(text: str) -> str:
    return re.sub(r"[\s\-_/()\[\]]", "", text).upper().removeprefix("第").removesuffix("号")[:_LONGEST]


def _day(parts: Iterable[Any]) -> str:
    try:
        return date(*(int(part) for part in parts)).isoformat()
    except ValueError:
        return ""


def same(one: Who, other: Who) -> bool:
    """The same party: by identity number where both have one, else by name."""
    if one.digest and other.digest:
        return one.digest == other.digest
    return one.name == other.name


def common(mine: Known, other: Known, at: Side | None = None) -> frozenset[Who]:
    """My parties (of a side) whom the other case has too (on that side)."""
    return frozenset(
        who
        for who in mine.parties
        if at in (None, who.side) and any(same(who, one) and at in (None, one.side) for one in other.parties)
    )


def same_sides(mine: Known, other: Known) -> bool:
    """Somebody of each side of my case stands in the other, straight or with the sides exchanged."""
    turned = {Side.CLAIMING: Side.RESPONDING, Side.RESPONDING: Side.CLAIMING, Side.NEITHER: Side.NEITHER}
    crossed = frozenset(Who(one.name, one.digest, turned[one.side]) for one in other.parties)
    for parties in (other.parties, crossed):
        there = Known(type_code="", cause="", received_on=other.received_on, parties=parties)
        if common(mine, there, Side.CLAIMING) and common(mine, there, Side.RESPONDING):
            return True
    return False


def kinds_of(mine: Known, other: Known) -> frozenset[str]:
    """Every way in which the other case belongs with mine, but the group, which takes several cases.

    What binds is looked for among cases of the same type, so that a later instance never counts as
    the same matter: its judge must be another (法释〔2011〕12号第三条).
    """
    found = set(_hints(mine, other))
    if mine.type_code == other.type_code:
        found |= set(_binding(mine, other))
    return frozenset(found)


def _hints(mine: Known, other: Known) -> Iterator[str]:
    if other.number and Reference(Refers.JUDGMENT, other.number) in mine.references:
        yield "challenged"
    if mine.cause == other.cause:
        numbers = {who.digest for who in mine.parties} & {who.digest for who in other.parties} - {""}
        if numbers:
            yield "same_number"
        elif common(mine, other):
            yield "same_name"


def _binding(mine: Known, other: Known) -> Iterator[str]:
    if mine.series_key and mine.series_key == other.series_key:
        yield "series"
    sides = same_sides(mine, other)
    accused = mine.prosecuted and other.prosecuted and bool(common(mine, other, Side.RESPONDING))
    if other.withdrawn and (sides or accused):
        yield "refiled" if mine.cause == other.cause else "refiled_cause"
    elif sides and mine.cause == other.cause:
        yield "same_parties"
    shared = {reference.kind for reference in mine.references & other.references}
    if _same_contract(shared, len(common(mine, other))):
        yield "same_contract"
    if shared & {Refers.EVENT, Refers.EVENT_DAY} and common(mine, other, Side.RESPONDING):
        yield "same_event"
    if Refers.JUDGMENT in shared:
        yield "same_judgment"


def _same_contract(shared: set[Refers], parties: int) -> bool:
    """A number and one party in common; a day, on which many contracts are signed, and two."""
    return (Refers.CONTRACT in shared and parties >= 1) or (Refers.CONTRACT_DAY in shared and parties > 1)


def of_group(mine: Known, other: Known, within_days: int) -> bool:
    """Whether the other is of one group with mine: same plaintiff or defendant, same cause, near in time."""
    near = abs((mine.received_on - other.received_on).days) <= within_days
    if not near or mine.cause != other.cause or mine.type_code != other.type_code:
        return False
    return any(common(mine, other, side) for side in (Side.CLAIMING, Side.RESPONDING))


def strongest(kinds: Iterable[str], rules: Mapping[str, LinkKind]) -> LinkKind:
    """The rule of the strongest of several kinds. Raises ValueError for none."""
    return min((rules[kind] for kind in kinds), key=lambda rule: rule.order)
