"""Court codes: what the characters and digits of a number code (吉0621) say about a court.

Source: 法〔2015〕137号 arts 4 and 5, as amended by 法〔2018〕335号. A number code is
最高法, or one province character followed by no digit (high court), two digits
(intermediate court) or four digits (basic court). Tables come from rules.yaml
and are arguments; nothing here reads a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from courts.rulebook.domain import Rule, RuleTable

SUPREME_CODE = "最高法"
SUPREME_SIX_DIGITS = "100000"
SUPREME_NAME = "最高人民法院"
COUNTY_UNIT_DIGITS = "90"
FIRST_COUNTY_UNIT_COURT = "96"

_FORM = re.compile(r"^(?P<province>[㐀-鿿])(?P<digits>[0-9]*)\Z")
_NUMBER_RESIDUE = re.compile(r"^(?:[（(][0-9]{2,4}[)）][^号]*号|[^㐀-鿿]+|号)+")
_STRAY_CHARACTERS = 2


class CourtLevel(StrEnum):
    """The four levels of the people's courts."""

    SUPREME = "supreme"
    HIGH = "high"
    INTERMEDIATE = "intermediate"
    BASIC = "basic"


class CourtKind(StrEnum):
    """Ordinary courts and the kinds of special court that art 5 gives digits of their own."""

    ORDINARY = "ordinary"
    RAILWAY = "railway"
    MARITIME = "maritime"
    INTELLECTUAL_PROPERTY = "intellectual_property"
    OIL_FIELD = "oil_field"
    FORESTRY = "forestry"
    RECLAMATION = "reclamation"
    CROSS_DIVISION = "cross_division"
    COUNTY_UNIT = "county_unit"
    DEVELOPMENT_ZONE = "development_zone"
    MILITARY = "military"


class Digits(StrEnum):
    """Which two digits of a code a special range looks at."""

    UPPER = "upper"
    LOWER = "lower"


class InvalidCourtCode(ValueError):
    """A number code that cannot be one. ``reason_code`` says what is wrong, ``zh``/``en`` tell the user.

    Reasons: ``form`` (not a Chinese character with digits), ``province`` (unknown
    character), ``digits`` (neither 0, 2 nor 4 digits), ``zero`` (a pair of digits is 00).
    """

    def __init__(self, reason_code: str, zh: str, en: str) -> None:
        super().__init__(zh)
        self.reason_code = reason_code
        self.zh = zh
        self.en = en

    def message(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, kw_only=True)
class Province(Rule):
    """A high court's character. ``prefix`` is the first two of the six digits.

    ``basic_by_digits`` is False in the four municipalities, where the digits of a
    basic court do not name its intermediate court.
    """

    prefix: str
    high_court_zh: str = ""
    high_court_en: str = ""
    basic_by_digits: bool = True

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[1-9][0-9]", self.prefix):
            raise ValueError(f"prefix {self.prefix!r} is not two digits")

    @property
    def high_court(self) -> tuple[str, str]:
        """The high court's name in Chinese and English."""
        return (
            self.high_court_zh or f"{self.zh}高级人民法院",
            self.high_court_en or f"{self.en} High People's Court",
        )


@dataclass(frozen=True, kw_only=True)
class SpecialRange(Rule):
    """Pairs of digits ``first``..``last`` that mark a kind of special court (art 5)."""

    digits: Digits
    first: int
    last: int
    kind: CourtKind


@dataclass(frozen=True, kw_only=True)
class CourtRow(Rule):
    """A court: ``code`` is its number code, ``parent`` the number code of the court above."""

    level: CourtLevel
    kind: CourtKind = CourtKind.ORDINARY
    parent: str = ""
    former_codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if number_code_level(self.code) is not self.level:
            raise ValueError(f"level {self.level} does not agree with the code {self.code}")
        if bool(self.parent) == (self.code == SUPREME_CODE):
            raise ValueError("every court but the supreme court has a parent")


class CleanName(NamedTuple):
    name: str
    changed: bool


def split_number_code(code: str) -> tuple[str, str]:
    """The province character and the digits of a number code; 最高法 gives ("", "").

    Raises InvalidCourtCode with ``form``, ``digits`` or ``zero``.
    """
    if code == SUPREME_CODE:
        return "", ""
    match = _FORM.match(code)
    if match is None:
        raise InvalidCourtCode(
            "form",
            f"法院代字“{code}”应为一个省份简称加数字，或者“{SUPREME_CODE}”",
            f"court code {code!r} is not a province character followed by digits, nor {SUPREME_CODE}",
        )
    digits = match["digits"]
    if len(digits) not in (0, 2, 4):
        raise InvalidCourtCode(
            "digits",
            f"法院代字“{code}”有{len(digits)}位数字，应为0位（高级）、2位（中级）或4位（基层）",
            f"court code {code!r} has {len(digits)} digits; it takes 0 (high), 2 (intermediate) or 4 (basic)",
        )
    if "00" in (digits[:2], digits[2:]):
        raise InvalidCourtCode(
            "zero",
            f"法院代字“{code}”的数字不能为00",
            f"a pair of digits of court code {code!r} is 00, which names no court",
        )
    return match["province"], digits


def check_number_code(code: str, provinces: RuleTable[Province]) -> str:
    """``code`` itself when it is well formed and its province is known; else InvalidCourtCode."""
    province, _ = split_number_code(code)
    if province and province not in provinces:
        raise InvalidCourtCode(
            "province",
            f"法院代字“{code}”的首字“{province}”不是省份简称",
            f"{province!r} in court code {code!r} is not a province character",
        )
    return code


def number_code_level(code: str) -> CourtLevel:
    """No digit: high court; two: intermediate; four: basic (art 5). Raises InvalidCourtCode."""
    province, digits = split_number_code(code)
    if not province:
        return CourtLevel.SUPREME
    return {0: CourtLevel.HIGH, 2: CourtLevel.INTERMEDIATE, 4: CourtLevel.BASIC}[len(digits)]


def number_code_kind(code: str, provinces: RuleTable[Province], ranges: Iterable[SpecialRange]) -> CourtKind:
    """The kind of court its digits tell: 吉76 forestry, 吉0191 development zone, 吉0621 ordinary.

    A basic court has the kind of the court above it; the range for the last two
    digits counts only where the digits follow the division, so not in municipalities.
    """
    check_number_code(code, provinces)
    province, digits = split_number_code(code)
    if province == "军":
        return CourtKind.MILITARY
    upper = parent_number_code(code)[1:] if digits[2:] else digits
    pairs = {Digits.UPPER: upper, Digits.LOWER: digits[2:]}
    for span in sorted(ranges, key=lambda span: span.digits is Digits.LOWER):
        pair = pairs[span.digits]
        if span.digits is Digits.LOWER and not provinces.latest(province).basic_by_digits:
            continue
        if pair and span.first <= int(pair) <= span.last:
            return span.kind
    return CourtKind.ORDINARY


def six_digit_code(code: str, provinces: RuleTable[Province]) -> str:
    """吉0621 -> 220621, 吉06 -> 220600, 吉 -> 220000: prefix and digits, filled with zeros on the right.

    最高法 -> 100000: no province has the prefix 10, and 100000 is the code the
    statistical offices give to the whole country. Raises InvalidCourtCode.
    """
    check_number_code(code, provinces)
    province, digits = split_number_code(code)
    if not province:
        return SUPREME_SIX_DIGITS
    return provinces.latest(province).prefix + digits.ljust(4, "0")


def parent_number_code(code: str, courts: RuleTable[CourtRow] | None = None) -> str:
    """The number code of the court above: 吉0621 -> 吉06 -> 吉 -> 最高法 -> "".

    A row of ``courts`` decides when there is one. Otherwise the digits do; a
    county-level unit directly under its province (90xx) is presumed under the
    first court for such units (96). Raises InvalidCourtCode.
    """
    province, digits = split_number_code(code)
    if courts is not None and code in courts:
        return courts.latest(code).parent
    if not province:
        return ""
    if len(digits) < 4:
        return province if digits else SUPREME_CODE
    upper = digits[:2]
    return province + (FIRST_COUNTY_UNIT_COURT if upper == COUNTY_UNIT_DIGITS else upper)


def parent_is_certain(
    code: str, provinces: RuleTable[Province], courts: RuleTable[CourtRow] | None = None
) -> bool:
    """False where the court above is only presumed: 90xx and basic courts of the municipalities."""
    check_number_code(code, provinces)
    province, digits = split_number_code(code)
    if len(digits) < 4 or (courts is not None and code in courts):
        return True
    return digits[:2] != COUNTY_UNIT_DIGITS and provinces.latest(province).basic_by_digits


def superior_chain(code: str, courts: RuleTable[CourtRow] | None = None) -> tuple[str, ...]:
    """The courts above, nearest first: 吉0621 -> (吉06, 吉, 最高法). Raises InvalidCourtCode."""
    chain = []
    above = parent_number_code(code, courts)
    while above:
        chain.append(above)
        above = parent_number_code(above, courts)
    return tuple(chain)


def current_number_code(code: str, courts: RuleTable[CourtRow]) -> str:
    """The code the court bears today: 吉0381 -> 吉0184; a code nobody gave up is returned as it is."""
    if code in courts:
        return code
    return next((court.code for court in courts if code in court.former_codes), code)


def placeholder_name(code: str, provinces: RuleTable[Province]) -> tuple[str, str, bool]:
    """A name (zh, en) for a court known only by its code, and whether the name is certain.

    High courts are named after their province; others bear their code and 名称待核.
    """
    check_number_code(code, provinces)
    province, _ = split_number_code(code)
    level = number_code_level(code)
    if level is CourtLevel.SUPREME:
        return SUPREME_NAME, "Supreme People's Court", True
    if level is CourtLevel.HIGH:
        return *provinces.latest(province).high_court, True
    zh, en = ("中级", "Intermediate") if level is CourtLevel.INTERMEDIATE else ("基层", "Basic")
    return f"{code}{zh}人民法院（名称待核）", f"{code} {en} People's Court (name to be checked)", False


def clean_court_name(text: str, provinces: RuleTable[Province]) -> CleanName:
    """Strip what cannot begin a court's name: 号海南省第二中级人民法院 -> 海南省第二中级人民法院.

    Rule: a court's name begins with a place, the state or the army, so (1) a case
    number or its rest up to 号, and anything that is no Chinese character, is no
    part of it; (2) where a province's full name stands one or two characters from
    the start, what precedes it is a stray rest. Blanks are dropped throughout.
    """
    name = _NUMBER_RESIDUE.sub("", "".join(text.split()))
    for province in provinces:
        if 0 < name.find(province.zh) <= _STRAY_CHARACTERS:
            name = name[name.index(province.zh) :]
            break
    return CleanName(name, name != text)
