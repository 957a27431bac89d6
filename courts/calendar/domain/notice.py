"""Reading the State Council's notice (国务院办公厅关于…年部分节假日安排的通知) as it is printed.

A holiday is one paragraph: ``春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，
共9天。2月14日（周六）、2月28日（周六）上班。`` Everything the notice says twice is
checked against itself: weekdays against dates, 共N天 against the days, make-up
days against the weekend. One day a line (``2027-02-06 放假 春节``) is read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

HOLIDAY = "holiday"
MAKEUP = "makeup_workday"
USUAL = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""The holidays of 全国年节及纪念日放假办法 for all citizens."""
LONGEST = 31

_DATE = (
    r"(?:(?P<{0}year>[0-9]{{4}})年)?(?:(?P<{0}month>[0-9]{{1,2}})月)?(?P<{0}day>[0-9]{{1,2}})日"
    r"(?:（(?P<{0}note>[^（）]*)）)?"
)
_SPAN = re.compile(_DATE.format("a") + r"(?:(?:至|到|—+|－|–|~|～)" + _DATE.format("b") + ")?")
_HEAD = re.compile(r"^(?:[一二三四五六七八九十]+、)?(?P<names>[^：。，\d]{2,20})：(?P<body>.+)$")
_COUNT = re.compile(r"(?:共|放假)([0-9]{1,2})天")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_LINE = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})[\s,，]+(\S+?)[\s,，]+(\S.*)$", re.ASCII)
_KINDS = {"放假": HOLIDAY, "休": HOLIDAY, "holiday": HOLIDAY, "上班": MAKEUP, "班": MAKEUP, "workday": MAKEUP}
_TITLE = re.compile(r"([0-9]{4})年(?:部分)?节假日安排")
_NUMBER = re.compile(r"国办发明?电?〔[0-9]{4}〕[0-9]+号")
_SOUNDS_LIKE_A_DAY = re.compile(r"[0-9]日.*(?:放假|上班|调休)")
_ASCII = str.maketrans("０１２３４５６７８９():;,", "0123456789（）：；，")


@dataclass(frozen=True)
class NoticeDay:
    """A day the notice speaks of; ``line`` is where, counted from 1."""

    day: date
    kind: str
    name: str
    line: int


@dataclass(frozen=True)
class Fault:
    """What does not hold in a line. ``kind`` names it, ``params`` fill its sentence."""

    line: int
    kind: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """What a notice says. ``missing`` are the usual holidays it does not name."""

    year: int
    titled_year: int | None
    number: str
    days: tuple[NoticeDay, ...]
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]

    def of_year(self, year: int) -> tuple[NoticeDay, ...]:
        """The days that lie in a year: a holiday that begins on 30 December has days in two."""
        return tuple(day for day in self.days if day.day.year == year)


def read_notice(text: str, year: int) -> Notice:
    """Read and check a notice for ``year``. Nothing is raised: what is wrong stands in ``faults``."""
    reader = _Reader(year)
    for number, line in enumerate(text.splitlines(), start=1):
        reader.read(number, _plain(line))
    whole = re.sub(r"\s+", "", text.translate(_ASCII))
    titled = _TITLE.search(whole)
    titled_year = int(titled[1]) if titled else None
    if titled_year not in (None, year):
        reader.fault(1, "other_year", said=titled_year, year=year)
    if not reader.days and not reader.faults:
        reader.fault(1, "nothing")
    number_of = _NUMBER.search(whole)
    named = "、".join(day.name for day in reader.days.values() if day.kind == HOLIDAY)
    return Notice(
        year=year,
        titled_year=titled_year,
        number=number_of[0] if number_of else "",
        days=tuple(reader.days[day] for day in sorted(reader.days)),
        faults=tuple(reader.faults),
        missing=tuple(name for name in USUAL if name not in named),
    )


def _plain(text: str) -> str:
    """Full-width digits and half-width punctuation made alike; blanks inside a paragraph say nothing."""
    plain = text.translate(_ASCII).strip().lstrip("\ufeff")
    return plain if _LINE.match(plain) else re.sub(r"[ \t\u3000]+", "", plain)


class _Reader:
    """Takes a notice line by line; keeps its days and what is wrong with them."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.days: dict[date, NoticeDay] = {}
        self.faults: list[Fault] = []
        self.line = 0

    def fault(self, line: int, kind: str, **params: object) -> None:
        self.faults.append(Fault(line, kind, params))

    def read(self, number: int, line: str) -> None:
        self.line = number
        single, head = _LINE.match(line), _HEAD.match(line)
        if single:
            self._single(*single.groups())
        elif head and _SOUNDS_LIKE_A_DAY.search(head["body"]):
            self._holiday(head["names"], head["body"])
        elif _SOUNDS_LIKE_A_DAY.search(line):
            self.fault(number, "no_name", text=line[:40])
        elif line and (line[0].isdigit() and line[:4].isdigit() and "-" in line[:6]):
            self.fault(number, "unreadable", text=line[:40])

    def _single(self, day: str, kind: str, name: str) -> None:
        if kind not in _KINDS:
            return self.fault(self.line, "unreadable", text=f"{day} {kind} {name}"[:40])
        found = _day(*(int(part) for part in day.split("-")))
        if found is None:
            return self.fault(self.line, "no_such_day", text=day)
        return self._take(found, _KINDS[kind], name.strip())

    def _holiday(self, name: str, body: str) -> None:
        off: list[date] = []
        for sentence in re.split("[。；]", body):
            dates = list(self._dates(sentence))
            if "上班" in sentence:
                for day in dates:
                    self._take(day, MAKEUP, name)
            elif "放假" in sentence:
                off += dates
                said = _COUNT.search(sentence)
                if said and dates and int(said[1]) != len(dates):
                    self.fault(self.line, "count", name=name, said=int(said[1]), found=len(dates))
        for day in off:
            self._take(day, HOLIDAY, name)
        if not off and not any(fault.line == self.line for fault in self.faults):
            self.fault(self.line, "no_day", name=name)

    def _dates(self, sentence: str) -> Iterator[date]:
        """Every day a sentence names, spans day by day. A month or year not said is that before it."""
        year, month = self.year, 0
        for found in _SPAN.finditer(sentence):
            year, month = int(found["ayear"] or year), int(found["amonth"] or month)
            first = self._date(year, month, int(found["aday"]), found["anote"] or "")
            if not found["bday"]:
                if first is not None:
                    yield first
                continue
            year, month = int(found["byear"] or year), int(found["bmonth"] or month)
            last = self._date(year, month, int(found["bday"]), found["bnote"] or "")
            if first is not None and last is not None:
                yield from self._span(first, last)

    def _date(self, year: int, month: int, day: int, note: str) -> date | None:
        found = _day(year, month, day)
        if found is None:
            self.fault(self.line, "no_such_day", text=f"{year}-{month}-{day}")
            return None
        said = _WEEKDAY.search(note)
        if said and _WEEKDAYS[said[1]] != found.weekday():
            self.fault(self.line, "weekday", day=found, said=said[0])
        return found

    def _span(self, first: date, last: date) -> Iterator[date]:
        if not first <= last <= first + timedelta(days=LONGEST):
            self.fault(self.line, "span", first=first, last=last)
            return
        for offset in range((last - first).days + 1):
            yield first + timedelta(days=offset)

    def _take(self, day: date, kind: str, name: str) -> None:
        if day.year not in (self.year, self.year - 1):
            return self.fault(self.line, "outside", day=day, year=self.year)
        if kind == MAKEUP and day.weekday() < 5:
            self.fault(self.line, "not_weekend", day=day)
        if day in self.days:
            self.fault(self.line, "twice", day=day, before=self.days[day].line)
        self.days.setdefault(day, NoticeDay(day, kind, name[:40], self.line))
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
