"""Reading one row of a table of filings: one row, one case with its published number.

Nothing here reads a file or the database; the tables that words are checked with are arguments.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from cases.imports.domain.words import COLUMNS, BadRow, ProcedureWord, Remark
from cases.numbers.domain import CaseNumber, CaseType, Grammar, InvalidNumber, is_old_style, parse_number
from courts.places.domain import InvalidCourtCode, Province, check_number_code, clean_court_name
from courts.rulebook.domain import RuleTable

NEEDED = (
    "court_code",
    "case_type_code",
    "year",
    "published_number",
    "cause",
    "procedure",
    "filed_on",
    "defendants",
)
LENGTHS = {
    "source_id": 80,
    "court_name": 80,
    "cause": 120,
    "prosecutor": 120,
    "published_number": 60,
    "facts": 200_000,
}
EARLIEST_YEAR = 1949

_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BODIES = ("公司", "集团", "厂", "店", "合作社", "中心", "事务所", "医院", "学校", "委员会", "协会")


@dataclass(frozen=True, kw_only=True)
class Tables:
    """What the words of a row are checked with."""

    grammar: Grammar
    procedures: RuleTable[ProcedureWord]

    @property
    def types(self) -> RuleTable[CaseType]:
        return self.grammar.types

    @property
    def provinces(self) -> RuleTable[Province]:
        return self.grammar.provinces


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """A row that was read and checked as far as it goes without the database.

    ``number`` is None for a number of before 2016, which is kept as ``number_text``.
    """

    line: int
    source_id: str
    court_name: str
    court_code: str
    case_type: CaseType
    number: CaseNumber | None
    number_text: str
    cause: str
    procedure: str
    filed_on: date
    prosecutor: str
    defendants: tuple[str, ...]
    facts: str
    warnings: tuple[Remark, ...]

    @property
    def is_criminal(self) -> bool:
        return "accused" in self.case_type.roles


def read_row(line: int, values: Mapping[str, str], *, tables: Tables, today: date) -> ImportRow:
    """Check a row whole, so that everything wrong with it is said at once. Raises BadRow."""
    reader = _Reader(line, values, tables, today)
    reader.plain()
    case_type, court_code = reader.case_type(), reader.court_code()
    number = reader.number(case_type, court_code)
    filed_on, procedure = reader.filed_on(), reader.procedure(case_type)
    if reader.bad or case_type is None or filed_on is None:
        raise BadRow(*reader.bad)
    if number is not None and number.year != filed_on.year:
        reader.warn("NOTE-YEAR", "filed_on", year=number.year, filed_on=filed_on)
    if not values["prosecutor"] and "accused" in case_type.roles:
        reader.warn("NOTE-PROSECUTOR", "prosecutor")
    return ImportRow(
        line=line,
        source_id=values["source_id"],
        court_name=reader.court_name(),
        court_code=court_code,
        case_type=case_type,
        number=number,
        number_text=number.format() if number else values["published_number"],
        cause=values["cause"],
        procedure=procedure,
        filed_on=filed_on,
        prosecutor=values["prosecutor"],
        defendants=split_names(values["defendants"]),
        facts=values["facts"],
        warnings=tuple(reader.warnings),
    )


def split_names(text: str) -> tuple[str, ...]:
    """The names of a cell, parted by a semicolon of either width."""
    return tuple(name.strip() for name in re.split("[；;]", text) if name.strip())


def is_body(name: str) -> bool:
    """Whether a defendant's name is that of an organisation: told by its last characters."""
    return name.endswith(_BODIES)


def read_date(text: str) -> date | None:
    """A date as tables write it (2018-10-22, 2018/10/22, 2018年10月22日); None when it is none."""
    match = _DATE.match(text)
    if match is None:
        return None
    try:
        found = date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
    return found if found.year >= EARLIEST_YEAR else None


class _Reader:
    """Reads one row column by column and gathers what is to be said about it."""

    def __init__(self, line: int, values: Mapping[str, str], tables: Tables, today: date) -> None:
        self.line, self.values, self.tables, self.today = line, values, tables, today
        self.bad: list[Remark] = []
        self.warnings: list[Remark] = []

    def fail(self, code: str, column: str, **params: object) -> None:
        self.bad.append(Remark(self.line, code, column, params))

    def warn(self, code: str, column: str, **params: object) -> None:
        self.warnings.append(Remark(self.line, code, column, params))

    def plain(self) -> None:
        """Nothing needed is missing, nothing is too long or cannot be stored."""
        for column in COLUMNS:
            text = self.values[column]
            if column in NEEDED and not (split_names(text) if column == "defendants" else text):
                self.fail("ROW-MISSING", column)
            if _CONTROL.search(text):
                self.fail("ROW-CONTROL", column)
            if len(text) > LENGTHS.get(column, len(text)):
                self.fail("ROW-LONG", column, most=LENGTHS[column], found=len(text))

    def case_type(self) -> CaseType | None:
        code = self.values["case_type_code"]
        if not code:
            return None
        if code not in self.tables.types:
            self.fail("ROW-TYPE", "case_type_code", value=code)
            return None
        found = self.tables.types.latest(code)
        if not {"accused", "defendant"} & set(found.roles):
            self.fail("ROW-TYPE-PARTIES", "case_type_code", value=code)
        return found

    def court_code(self) -> str:
        code = self.values["court_code"]
        if code:
            try:
                check_number_code(code, self.tables.provinces)
            except InvalidCourtCode as error:
                self.fail("ROW-COURT-CODE", "court_code", zh=error.zh, en=error.en)
        return code

    def court_name(self) -> str:
        given = self.values["court_name"]
        cleaned = clean_court_name(given, self.tables.provinces)
        if cleaned.changed:
            self.warn("NOTE-COURT-NAME", "court_name", given=given, name=cleaned.name)
        return cleaned.name

    def number(self, case_type: CaseType | None, court_code: str) -> CaseNumber | None:
        text = self.values["published_number"]
        if not text:
            return None
        if is_old_style(text):
            self.warn("NOTE-OLD-NUMBER", "published_number")
            return None
        try:
            number = parse_number(text, grammar=self.tables.grammar, as_of_year=self.today.year)
        except InvalidNumber as error:
            for fault in error.faults:
                self.fail("ROW-NUMBER", "published_number", zh=fault.zh, en=fault.en)
            return None
        if number.suffix:
            self.fail("ROW-NUMBER-PAPER", "published_number", suffix=number.suffix)
        self._agrees("ROW-NUMBER-COURT", "court_code", number.court_code, court_code)
        self._agrees("ROW-NUMBER-TYPE", "case_type_code", number.type_code, self.values["case_type_code"])
        self._agrees("ROW-NUMBER-YEAR", "year", str(number.year), self.values["year"])
        return number

    def _agrees(self, code: str, column: str, inside: str, given: str) -> None:
        if given and inside != given:
            self.fail(code, column, inside=inside, given=given)

    def filed_on(self) -> date | None:
        text = self.values["filed_on"]
        if not text:
            return None
        found = read_date(text)
        if found is None:
            self.fail("ROW-DATE", "filed_on", value=text)
        elif found > self.today:
            self.fail("ROW-DATE-FUTURE", "filed_on", value=found, today=self.today)
        return found

    def procedure(self, case_type: CaseType | None) -> str:
        word = self.values["procedure"]
        if not word:
            return ""
        words = self.tables.procedures
        known: Collection[str] = case_type.procedures if case_type else ()
        if word in words:
            found = words.latest(word).procedure
        elif word in known:
            found = word
        else:
            self.fail("ROW-PROCEDURE", "procedure", value=word, lawful="、".join(row.code for row in words))
            return ""
        if case_type is not None and found not in known:
            self.fail("ROW-PROCEDURE-UNFIT", "procedure", value=word, type_code=case_type.code)
        return found
