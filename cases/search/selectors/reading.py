"""A query as typed, and the conditions it sets on cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import F, Func, Q, TextField
from django.db.models.lookups import Contains

from cases.numbers.domain import Special
from cases.numbers.selectors import case_types
from cases.search.domain import TEXTS, Field, NumberParts, NumberReader, asked_of, expression, plain, words
from courts.places.domain import Province
from courts.rulebook.selectors import load

LONGEST_NAME = 120


class Plain(Func):
    """Text as it is compared; the same rule as ``domain.plain``."""

    function = "court_plain"
    output_field = TextField()


@dataclass(frozen=True)
class Query:
    """What is looked for: words that must all be in a case, or its number; ``fields`` where to look."""

    words: tuple[str, ...]
    number: NumberParts | None = None
    fields: tuple[Field, ...] = TEXTS

    def __bool__(self) -> bool:
        return bool(self.words or self.number)


@cache
def _reader() -> NumberReader:
    types = [rule.code for rule in case_types()]
    provinces = [rule.code for rule in load("courts/places", "provinces", Province)]
    specials = [rule.code for rule in load("cases/numbers", "specials", Special)]
    return NumberReader(types, provinces, specials)


def read_number(text: str) -> NumberParts | None:
    """A case number or its parts as typed, with any brackets; None for anything else."""
    return _reader().read(text)


def read_query(text: str, *, fields: Sequence[Field] = TEXTS) -> Query:
    """A query as typed: words, and the number it may be."""
    return Query(words(text), read_number(text), tuple(fields))


def party_query(name: str) -> Query:
    """Cases of a party, by its name or a part of it; blanks in the name do not matter."""
    whole = plain(name.replace("\0", " ")[:LONGEST_NAME])
    return Query((whole,) if whole else (), None, (Field.PARTY,))


_PATHS = {Field.PARTY: "parties", Field.CAUSE: "cause", Field.TITLE: "title"}


def holds(query: Query, fields: Iterable[Field], *, search: str, facts: str) -> Q:
    """Every word is in one of the fields; without a word nothing fits.

    ``search`` is the path to the search text, ``facts`` that to the facts. Facts are made
    plain only where their grams say that the word may be there: that costs.
    """
    asked = tuple(fields)
    wanted = Q() if query.words and asked else Q(pk__in=[])
    for word in query.words:
        either = Q(pk__in=[])
        for where in asked_of(word, asked):
            if where is not Field.FACTS:
                either |= Q(**{f"{search}{_PATHS[where]}__contains": word})
            else:
                maybe = Q(**{f"{search}grams__holds": expression(word, [where])})
                either |= maybe & Q(Contains(Plain(F(facts)), word))
        wanted &= either
    return wanted


def numbered(number: NumberParts) -> Q:
    """Cases whose number has these parts."""
    if number.whole:
        return Q(number=number.whole)
    named = {
        "number_year": number.year,
        "number_serial": number.serial,
        "type_code": number.type_code,
        "court__number_code": number.court_code,
    }
    return Q(**{name: value for name, value in named.items() if value})
