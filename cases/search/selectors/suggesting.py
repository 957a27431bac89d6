"""What the search box offers while one types: a few cases by number and by party, and causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.causes.selectors import cause_tree
from cases.docket.models import Case
from cases.docket.selectors import visible
from cases.parties.models import Party
from cases.search.domain import Field, Piece, marked, plain
from cases.search.selectors.finding import hits
from cases.search.selectors.reading import Query, read_query
from cases.search.selectors.scope import scope_of
from courts.actors.domain import Viewer

OF_EACH = {Field.NUMBER: 3, Field.PARTY: 3, Field.CAUSE: 2}
"""At most so many of each kind: eight in all."""


@dataclass(frozen=True)
class Suggestion:
    """Something to open: a case (``case_id``) or the cases of a ``cause``. ``text`` marks the hit."""

    kind: Field
    text: list[Piece]
    detail: str
    case_id: UUID | None = None
    cause: str = ""


def suggestions(user: Viewer, typed: str, today: date) -> list[Suggestion]:
    """Up to eight for what was typed so far, of cases the viewer may know of."""
    query = read_query(typed)
    if not query:
        return []
    scope = scope_of(user, visible(user))
    found: list[Suggestion] = []
    if query.number is not None:
        numbered = hits(scope, Query((), query.number), size=OF_EACH[Field.NUMBER]).ids
        found += [_numbered(row) for row in _rows(numbered)]
    named = hits(scope, Query(query.words, None, (Field.PARTY,)), size=OF_EACH[Field.PARTY]).ids
    found += _of_parties(_rows(named), query.words)
    return found + _causes(typed, query.words, today)


def _rows(ids: Sequence[UUID]) -> list[Case]:
    rows = Case.objects.filter(pk__in=ids).only("number", "type_code", "cause_name") if ids else []
    place = {pk: at for at, pk in enumerate(ids)}
    return sorted(rows, key=lambda row: place[row.pk])


def _label(case: Case) -> str:
    return case.number or case.type_code


def _numbered(case: Case) -> Suggestion:
    return Suggestion(Field.NUMBER, [Piece(_label(case), True)], case.cause_name, case.pk)


def _of_parties(cases: Sequence[Case], sought: Sequence[str]) -> list[Suggestion]:
    """Each case under the names of its parties that hold a word, else under its first."""
    names: dict[UUID, list[str]] = {case.pk: [] for case in cases}
    parties = Party.objects.filter(case_id__in=names).order_by("case_id", "order")
    for case_id, name in parties.values_list("case_id", "name"):
        names[case_id].append(name)
    shown = []
    for case in cases:
        own = names[case.pk]
        fitting = [name for name in own if any(word in plain(name) for word in sought)] or own[:1]
        pieces = marked("、".join(fitting[:2]), sought)
        shown.append(Suggestion(Field.PARTY, pieces, f"{_label(case)}·{case.cause_name}", case.pk))
    return shown


def _causes(typed: str, sought: Sequence[str], today: date) -> list[Suggestion]:
    tree = cause_tree()
    found = tree.search(typed.strip(), (), limit=OF_EACH[Field.CAUSE], on=today)
    return [
        Suggestion(Field.CAUSE, marked(cause.zh, sought), cause.code, cause=cause.code) for cause in found
    ]
