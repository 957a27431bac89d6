"""The cases that fit a query, a page at a time, the most telling first.

A common word is in so many cases that collecting them all would take long, a
rare one is in so few that looking for them newest first would. So a small sample
of the newest texts decides: rare words are looked up in the index of grams,
common ones while walking from the newest case on, in windows that grow.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, IntegerField, Q, QuerySet, Value, When
from django.db.models import Case as Choice

from cases.docket.models import Case
from cases.search.domain import expression
from cases.search.models import SearchText
from cases.search.selectors.reading import Query, holds, numbered
from cases.search.selectors.scope import Scope

SAMPLE, COMMON = 200, 6
"""Of so many of the newest texts, how many with the words make them common."""
MOST_RARE = 2000
"""Words in more cases than this are not collected but met while walking."""
FIRST_WINDOW, WIDENING, WIDEST_WINDOW = 200, 5, 25_000
ASKED_AT_ONCE = 500

Ranked = tuple[UUID, int]


@dataclass(frozen=True)
class Hits:
    """A page of cases found, the best first; ``after`` is where the next one starts, "" on the last.

    ``total`` is known when the words are rare, None otherwise.
    """

    ids: list[UUID] = field(default_factory=list)
    after: str = ""
    total: int | None = None


def matching(scope: Scope, query: Query) -> QuerySet[Case]:
    """The cases that fit a query, in whatever order the caller wants."""
    wanted = numbered(query.number) if query.number else Q(pk__in=[])
    rare = _rare(scope, query)
    if rare is not None:
        return scope.here().filter(wanted | Q(pk__in=[pk for pk, _ in rare]))
    return scope.here().filter(wanted | _of_cases(query, len(query.fields)))


def hits(scope: Scope, query: Query, *, after: str = "", size: int = 50) -> Hits:
    """A page of the cases that fit: those with the number, then by the field found, the newest first.

    Only what the viewer may know of is counted or shown. A bad ``after`` is the beginning.
    """
    walk = _Walk(scope, query, after, size + 1)
    rare = _rare(scope, query)
    return walk.cut(walk.of_many() if rare is None else walk.of_few(rare))


def _of_cases(query: Query, rank: int) -> Q:
    return holds(query, query.fields[:rank], search="search__", facts="text__facts")


def _of_texts(query: Query, rank: int) -> Q:
    return holds(query, query.fields[:rank], search="", facts="case__text__facts")


def _ranked(query: Query, rank: int, conditions: Any) -> Any:
    """The number of the field in which the words are found, up to ``rank``."""
    ranks = [When(conditions(query, n), then=Value(n)) for n in range(1, rank)]
    return Choice(*ranks, default=Value(rank), output_field=IntegerField()) if ranks else Value(rank)


def _rare(scope: Scope, query: Query) -> list[Ranked] | None:
    """The cases of the courts that hold the words, each with the rank of its field; None for common words.

    What may be seen is not decided here.
    """
    if not query.words:
        return []
    every = len(query.fields)
    if scope.courts is None:
        fits = scope.cases.filter(_of_cases(query, every)).annotate(rank=_ranked(query, every, _of_cases))
        return _few(fits.order_by().values_list("pk", "rank"))
    return None if _is_common(scope, query) else _collected(scope, query, every)


def _few(found: Any) -> list[Ranked] | None:
    rows = list(found[: MOST_RARE + 1])
    return None if len(rows) > MOST_RARE else rows


def _is_common(scope: Scope, query: Query) -> bool:
    fits = Q()
    for word in query.words:
        asked = expression(word, query.fields)
        if not asked:
            return False
        fits &= Q(grams__holds=asked)
    flag = Choice(When(fits, then=Value(True)), default=Value(False), output_field=BooleanField())
    sample = scope.texts().annotate(fits=flag).values_list("fits", flat=True)[:SAMPLE]
    return sum(sample) >= COMMON


def _collected(scope: Scope, query: Query, rank: int) -> list[Ranked] | None:
    """From the index of grams: the cases with the words in the first ``rank`` fields; None for too many."""
    fields = query.fields[:rank]
    found = scope.texts().order_by().filter(_of_texts(query, rank))
    for word in query.words:
        if not (asked := expression(word, fields)):
            return []
        found = found.filter(grams__holds=asked)
    return _few(found.annotate(rank=_ranked(query, rank, _of_texts)).values_list("case_id", "rank"))


class _Walk:
    """One page over the ranks: 0 for the number, then one a field. ``need`` is one more than the page."""

    def __init__(self, scope: Scope, query: Query, after: str, need: int) -> None:
        self.scope, self.query, self.need = scope, query, need
        self.rank, self.last = _cursor(after)
        self.number = numbered(query.number) if query.number else None
        self.total: int | None = None

    def cut(self, found: list[Ranked]) -> Hits:
        """The page without the one more."""
        page = found[: self.need - 1]
        more = f"{page[-1][1]}_{page[-1][0]}" if len(found) >= self.need else ""
        return Hits([pk for pk, _ in page], more, self.total)

    def of_few(self, rare: list[Ranked]) -> list[Ranked]:
        """All that fit are known: those that may be seen, in their order."""
        ranks = dict(rare)
        if self.number is not None:
            found = self.scope.here().filter(self.number).values_list("pk", flat=True)
            ranks |= dict.fromkeys(found[: MOST_RARE + 1], 0)
        seen = self._seen(list(ranks))
        order = sorted(((pk, ranks[pk]) for pk in seen), key=lambda hit: (hit[1], -hit[0].int))
        self.total = len(order)
        return [hit for hit in order if self._is_beyond(*hit)][: self.need]

    def of_many(self) -> list[Ranked]:
        """Rank after rank until the page is full."""
        found: list[Ranked] = []
        for rank in range(self.rank, len(self.query.fields) + 1):
            need = self.need - len(found)
            last = self.last if rank == self.rank else None
            if need > 0:
                met = self._of_number(last, need) if rank == 0 else self._of_rank(rank, last, need)
                found += [(pk, rank) for pk in met]
        return found

    def _is_beyond(self, pk: UUID, rank: int) -> bool:
        if self.last is None:
            return True
        return rank > self.rank or (rank == self.rank and pk.int < self.last.int)

    def _of_number(self, last: UUID | None, need: int) -> list[UUID]:
        if self.number is None:
            return []
        found = self.scope.here().filter(self.number).order_by("-id")
        return list((found.filter(pk__lt=last) if last else found).values_list("pk", flat=True)[:need])

    def _of_rank(self, rank: int, last: UUID | None, need: int) -> list[UUID]:
        """The newest of a rank: in a small window, from the index when they are few, in wider windows."""
        if self.scope.courts is None:
            return self._directly(rank, last, need)
        found: list[UUID] = []
        width, asked_index = FIRST_WINDOW, False
        while True:
            texts = self.scope.texts()
            window = (texts.filter(case_id__lt=last) if last else texts).values("case_id")[:width]
            fits = SearchText.objects.filter(case_id__in=window).filter(self._exactly(rank, _of_texts))
            met = fits.order_by("-case_id").values_list("case_id", flat=True)
            found += self._newest(list(met), need - len(found))
            end = list(window.values_list("case_id", flat=True)[width - 1 : width])
            if len(found) == need or not end:
                return found
            last, width = end[0], width * WIDENING
            if width > WIDEST_WINDOW:
                return found + self._directly(rank, last, need - len(found))
            if not asked_index:
                asked_index = True
                few = _collected(self.scope, self.query, rank)
                if few is not None:
                    older = sorted((pk for pk, of in few if of == rank and pk.int < last.int), reverse=True)
                    return found + self._newest(older, need - len(found))

    def _directly(self, rank: int, last: UUID | None, need: int) -> list[UUID]:
        found = self.scope.here().filter(self._exactly(rank, _of_cases)).order_by("-id")
        if self.number is not None:
            found = found.exclude(self.number)
        return list((found.filter(pk__lt=last) if last else found).values_list("pk", flat=True)[:need])

    def _exactly(self, rank: int, conditions: Any) -> Q:
        """The words are in the fields of this rank and not in those before; the number says nothing."""
        fits: Q = conditions(self.query, rank)
        return fits & ~conditions(self.query, rank - 1) if rank > 1 else fits

    def _newest(self, met: list[UUID], need: int) -> list[UUID]:
        """The first ``need`` of these, newest first, that may be seen and do not bear the number."""
        found: list[UUID] = []
        for start in range(0, len(met), ASKED_AT_ONCE):
            if len(found) < need:
                some = met[start : start + ASKED_AT_ONCE]
                seen = self._seen(some, but=self.number)
                found += [pk for pk in some if pk in seen]
        return found[:need]

    def _seen(self, ids: list[UUID], but: Q | None = None) -> set[UUID]:
        if not ids:
            return set()
        found = self.scope.cases.filter(pk__in=ids)
        return set((found.exclude(but) if but is not None else found).values_list("pk", flat=True))


def _cursor(after: str) -> tuple[int, UUID | None]:
    """Rank and case a page starts after; from the beginning when it is none of ours."""
    rank, _, key = after.partition("_")
    try:
        return int(rank), UUID(key)
    except ValueError:
        return 0, None
