"""Words of a search: how text is made comparable, cut into grams, and read as a case number.

Chinese has no blanks between words, so text is cut into single characters and
pairs of neighbours (grams); a pair of characters is the shortest name. The
database cuts the stored text by the same rules (migration 0004_search); a case
found by its grams is always checked against the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

ALIKE = {**{chr(65 + n): chr(97 + n) for n in range(26)}, **dict.fromkeys("•‧∙⋅・", "·")}
"""Characters that count as the same one: capitals, and the dots inside transliterated names."""
BLANKS = " \t\n\r\f\v"
_SAME = str.maketrans({**ALIKE, **dict.fromkeys(BLANKS, "")})
LONGEST = 100
MOST_WORDS = 6
TELLING_DIGITS = 6
MOST_DIGITS = 9


class Field(Enum):
    """Where a word was found, the most telling first; the value marks its grams in the index."""

    NUMBER = "n"
    PARTY = "p"
    CAUSE = "c"
    TITLE = "t"
    FACTS = "f"


TEXTS = (Field.PARTY, Field.CAUSE, Field.TITLE, Field.FACTS)
"""The fields that are searched as text; numbers are found by their parts."""


def plain(text: str) -> str:
    """Text as it is compared: compatibility forms as one, capitals small, without blanks."""
    return unicodedata.normalize("NFKC", text).translate(_SAME)


def words(text: str) -> tuple[str, ...]:
    """The words of a query, plain, each once, all of which a case must hold; at most six."""
    found = dict.fromkeys(plain(word) for word in text[:LONGEST].replace("\0", " ").split())
    found.pop("", None)
    return tuple(found)[:MOST_WORDS]


def grams(word: str) -> tuple[str, ...]:
    """The pairs of a plain word, or the one character it is."""
    if len(word) == 1:
        return (word,)
    return tuple(dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1)))


def asked_of(word: str, fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields in which a plain word is looked for.

    Facts are not asked for a single character or a short row of digits: nearly every case would answer.
    """
    vague = len(word) == 1 or (word.isdigit() and len(word) < TELLING_DIGITS)
    return tuple(field for field in fields if field is not Field.FACTS or not vague)


def expression(word: str, fields: Iterable[Field]) -> str:
    """The condition of the text index for a plain word in any of the fields; empty where none is asked."""
    asked = asked_of(word, fields)
    return " | ".join("(" + " & ".join(_quoted(f.value + g) for g in grams(word)) + ")" for f in asked)


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


@dataclass(frozen=True)
class NumberParts:
    """What a query says of a case number; None and "" where it says nothing. ``whole``: as it is written."""

    year: int | None = None
    court_code: str = ""
    type_code: str = ""
    serial: int | None = None
    whole: str = ""


_BRACKETS = re.compile(r"[()\[\]〔〕【】{}「」<>《》]")
_PAPER = re.compile("之[一二三四五六七八九十]{1,3}$")
_OLD = re.compile(r"^\(([0-9]{4})\)([^()]{1,12}字第[0-9]+(?:-[0-9]+)?号)$")


class NumberReader:
    """Reads queries as case numbers, whole or in parts, with the law's tables of codes."""

    def __init__(self, type_codes: Iterable[str], provinces: Iterable[str], specials: Iterable[str]) -> None:
        types = "|".join(sorted(map(re.escape, type_codes), key=len, reverse=True))
        firsts, special = "".join(map(re.escape, provinces)), "".join(map(re.escape, specials))
        self._parts = re.compile(
            rf"^(?:(?P<year>(?:19|20)[0-9]{{2}})年?\s*)?(?P<court>最高法|[{firsts}][0-9]{{0,4}})?\s*"
            rf"(?:[{special}]?(?P<type>{types}))?(?:字?第)?\s*(?P<serial>[0-9]{{1,9}})?\s*号?$"
        )

    def read(self, text: str) -> NumberParts | None:
        """The parts of a number that a query gives, or None when it is no number.

        Any brackets will do: （2026）吉0621民初289号, [2026]吉0621民初289, 2026 289,
        民初289, 289. A year, court or type alone is no number.
        """
        flat = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
        if flat.isascii() and flat.isdigit():
            return NumberParts(serial=int(flat)) if len(flat) <= MOST_DIGITS else None
        old = _OLD.match("".join(_round(flat).split()))
        if old:
            return NumberParts(int(old[1]), whole=f"（{old[1]}）{old[2]}")
        found = self._parts.match(_PAPER.sub("", " ".join(_BRACKETS.sub(" ", flat).split())))
        if found is None or not found["serial"]:
            return None
        return NumberParts(
            year=int(found["year"]) if found["year"] else None,
            court_code=found["court"] or "",
            type_code=found["type"] or "",
            serial=int(found["serial"]),
        )


def _round(text: str) -> str:
    return re.sub(r"[\[〔【]", "(", re.sub(r"[\]〕】]", ")", text))


@dataclass(frozen=True)
class Piece:
    """A run of text, marked where it is what was searched for."""

    text: str
    hit: bool


def marked(text: str, sought: Iterable[str]) -> list[Piece]:
    """Text cut where the plain words of the query stand in it, whatever their form there."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for part in plain(letter):
            letters.append(part)
            places.append(place)
    flat, hits = "".join(letters), [False] * len(text)
    for word in sought:
        at = flat.find(word)
        while word and at >= 0:
            for place in range(places[at], places[at + len(word) - 1] + 1):
                hits[place] = True
            at = flat.find(word, at + 1)
    return _runs(text, hits)


def _runs(text: str, hits: list[bool]) -> list[Piece]:
    runs: list[Piece] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or hits[place] != hits[start]:
            runs.append(Piece(text[start:place], hits[start]))
            start = place
    return runs


def excerpt(text: str, sought: Iterable[str], *, before: int = 14, length: int = 60) -> list[Piece]:
    """The part of a long text around the first hit, marked; empty when nothing is hit."""
    runs = marked(text, sought)
    first = next((number for number, run in enumerate(runs) if run.hit), None)
    if first is None:
        return []
    begin = max(0, sum(len(run.text) for run in runs[:first]) - before)
    shown = marked(text[begin : begin + length], sought)
    lead = [Piece("…", False)] if begin else []
    return lead + shown + ([Piece("…", False)] if begin + length < len(text) else [])
