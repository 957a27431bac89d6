"""Reading, checking and writing case numbers (案号).

Source: 法〔2015〕137号 as amended by 法〔2018〕335号: （year）court [special] type serial 号,
e.g. （2024）吉0621民初123号. Tables come from rules.yaml and are arguments; the
year of today is an argument too. Round and full-width brackets are both read,
full-width ones are written.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from cases.numbers.domain.types import CaseType, Special
from courts.places.domain import (
    SUPREME_CODE,
    InvalidCourtCode,
    Province,
    check_number_code,
    number_code_level,
)
from courts.rulebook.domain import Rule, RuleTable

RANDOM_DIGITS = 8
SERIAL_DIGITS = 9

_ASCII = str.maketrans("（）０１２３４５６７８９", "()0123456789")
_SHAPE = re.compile(r"^\((?P<year>[^()]*)\)(?P<head>[^号]*?)(?P<serial>[0-9]*)号(?P<suffix>.*)\Z")
_OLD_STYLE = re.compile(r"^\([0-9]{4}\).{1,12}字第[0-9]+(?:-[0-9]+)?号(?:之.{1,3})?\Z")
_YEAR = re.compile(r"^(?:19|20)[0-9]{2}\Z")
_SUFFIX = re.compile(r"^之[一二三四五六七八九十]{1,3}\Z")
_COURT = re.compile(rf"^(?:{SUPREME_CODE}|.[0-9]*)")


@dataclass(frozen=True, kw_only=True)
class FaultText(Rule):
    """What the user reads when a number is wrong: ``code`` is the reason, zh and en the sentence."""


@dataclass(frozen=True)
class CaseNumber:
    """A number in its parts. ``suffix`` (之一) tells papers of one case apart."""

    year: int
    court_code: str
    special: str
    type_code: str
    serial: int
    suffix: str = ""

    def format(self) -> str:
        """The number as written in papers, with full-width brackets."""
        return f"（{self.year}）{self.court_code}{self.special}{self.type_code}{self.serial}号{self.suffix}"

    __str__ = format

    @property
    def series(self) -> tuple[int, str, str, str]:
        """The series the serial belongs to: year, court, special, type (arts 9, 10)."""
        return self.year, self.court_code, self.special, self.type_code

    def of_case(self) -> CaseNumber:
        """The number of the case itself, without the suffix of one of its papers."""
        return replace(self, suffix="")


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a number: a stable reason and a sentence in both languages."""

    reason_code: str
    zh: str
    en: str


class InvalidNumber(ValueError):
    """A text that is no lawful number; ``faults`` holds every fault found, the first decides."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].zh)
        self.faults = faults
        self.reason_code, self.zh, self.en = faults[0].reason_code, faults[0].zh, faults[0].en

    def message(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True)
class Grammar:
    """The tables a number is read with."""

    types: RuleTable[CaseType]
    provinces: RuleTable[Province]
    specials: RuleTable[Special]
    faults: RuleTable[FaultText]

    def fault(self, reason: str, **values: object) -> Fault:
        text = self.faults.latest(reason)
        return Fault(reason, text.zh.format(**values), text.en.format(**values))


def is_old_style(text: str) -> bool:
    """Whether the text is a number of before 2016, e.g. (2014)抚民初字第12号: kept as it is, not parsed."""
    return _OLD_STYLE.match(_plain(text)) is not None


def parse_number(
    text: str, *, grammar: Grammar, as_of_year: int, known_courts: Collection[str] | None = None
) -> CaseNumber:
    """Read and check a number. ``known_courts``: number codes a court must be among, if given.

    Raises InvalidNumber with one of the reasons: empty, old_style, old_zi, old_di, shape,
    two_digit_year, year, suffix, province, court_digits, court_code, type_missing, unknown_type,
    serial_missing, leading_zero, serial_range, and those of ``find_faults``.
    """
    number = _read(text, grammar)
    faults = find_faults(number, grammar=grammar, as_of_year=as_of_year, known_courts=known_courts)
    if faults:
        raise InvalidNumber(*faults)
    return number


def find_faults(
    number: CaseNumber, *, grammar: Grammar, as_of_year: int, known_courts: Collection[str] | None = None
) -> tuple[Fault, ...]:
    """What forbids a well-formed number: random_serial, level, future_year, type_period, unknown_court."""
    case_type = grammar.types.latest(number.type_code)
    written = number.type_code
    wrong = {
        "random_serial": case_type.random_serial and len(str(number.serial)) != RANDOM_DIGITS,
        "level": number_code_level(number.court_code) not in case_type.levels,
        "future_year": number.year > as_of_year,
        "type_period": not any(row.in_force_during(number.year) for row in grammar.types.versions(written)),
        "unknown_court": known_courts is not None and number.court_code not in known_courts,
    }
    values = {"type": written, "court": number.court_code, "year": number.year}
    return tuple(grammar.fault(reason, **values) for reason, found in wrong.items() if found)


def _plain(text: str) -> str:
    return "".join(text.split()).translate(_ASCII)


def _read(text: str, grammar: Grammar) -> CaseNumber:
    plain = _plain(text)
    shape = _SHAPE.match(plain)
    if shape is None or set("字第") & set(shape["head"]):
        raise InvalidNumber(_misshapen(plain, grammar))
    if not _YEAR.match(shape["year"]):
        short = re.fullmatch("[0-9]{2}", shape["year"]) is not None
        raise InvalidNumber(grammar.fault("two_digit_year" if short else "year", year=shape["year"]))
    if shape["suffix"] and not _SUFFIX.match(shape["suffix"]):
        raise InvalidNumber(grammar.fault("suffix", suffix=shape["suffix"]))
    court = _read_court(shape["head"], grammar)
    special, type_code = _read_type(shape["head"].removeprefix(court), grammar)
    serial = _read_serial(shape["serial"], grammar)
    return CaseNumber(int(shape["year"]), court, special, type_code, serial, shape["suffix"])


def _misshapen(plain: str, grammar: Grammar) -> Fault:
    if not plain:
        return grammar.fault("empty")
    if _OLD_STYLE.match(plain):
        return grammar.fault("old_style")
    for mark, reason in (("字", "old_zi"), ("第", "old_di")):
        if mark in plain:
            return grammar.fault(reason)
    return grammar.fault("shape", text=plain)


def _read_serial(digits: str, grammar: Grammar) -> int:
    if not digits:
        raise InvalidNumber(grammar.fault("serial_missing"))
    if digits.startswith("0"):
        raise InvalidNumber(grammar.fault("leading_zero", serial=digits))
    if len(digits) > SERIAL_DIGITS:
        raise InvalidNumber(grammar.fault("serial_range", serial=digits))
    return int(digits)


def _read_court(head: str, grammar: Grammar) -> str:
    match = _COURT.match(head)
    code = match[0] if match else ""
    reasons = {"digits": "court_digits", "zero": "court_digits", "province": "province"}
    try:
        return check_number_code(code, grammar.provinces)
    except InvalidCourtCode as error:
        raise InvalidNumber(
            Fault(reasons.get(error.reason_code, "court_code"), error.zh, error.en)
        ) from error


def _read_type(rest: str, grammar: Grammar) -> tuple[str, str]:
    """The whole rest must be a type code, after a special character or not: 民辖终 is never 民辖."""
    if rest in grammar.types:
        return "", rest
    if rest[:1] in grammar.specials and rest[1:] in grammar.types:
        return rest[:1], rest[1:]
    raise InvalidNumber(grammar.fault("unknown_type" if rest else "type_missing", type=rest))
