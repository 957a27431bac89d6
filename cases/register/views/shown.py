"""The words of a row of the list, and where it holds what was searched for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cases.docket.models import CaseText
from cases.docket.selectors import words
from cases.parties.domain import CLAIMING, PartyRole
from cases.search.domain import Piece, excerpt, marked, plain
from cases.search.selectors import Query, party_query, read_query


def shown_rows(found: Sequence[dict[str, Any]], wanted: dict[str, Any], today: date) -> list[dict[str, Any]]:
    """Rows with their words: status, procedure, parties as 原告 诉 被告, days left, the hits marked."""
    language = get_language() or "zh-hans"
    statuses, procedures = words("statuses"), words("procedures")
    queries = [read_query(wanted["q"])] if wanted.get("q") else []
    queries += [party_query(wanted["party"])] if wanted.get("party") else []
    for row in found:
        row["status_word"] = statuses.latest(row["status"]).name(language)
        row["procedure_word"] = procedures.latest(row["procedure"]).name(language)
        row["party_line"] = party_line(row["parties"])
        runs = row["lamp"] not in ("none", "stopped") and row["due_on"] is not None
        row["days_left"] = (row["due_on"] - today).days if runs else None
        row["days_over"] = -(row["days_left"] or 0)
    _mark(found, queries)
    return list(found)


def party_line(parties: Sequence[tuple[str, str]]) -> str:
    """王建国 诉 抚松县长白山木业有限公司; many on a side as the first and their number."""
    claiming = [name for role, name in parties if PartyRole(role) in CLAIMING]
    others = [name for role, name in parties if PartyRole(role) not in CLAIMING]
    return f" {_('诉')} ".join(_crowd(side) for side in (claiming, others) if side)


def _crowd(names: list[str]) -> str:
    if len(names) <= 2:
        return "、".join(names)
    return _("%(first)s等 %(n)d 人") % {"first": names[0], "n": len(names)}


def _mark(found: Sequence[dict[str, Any]], queries: Sequence[Query]) -> None:
    sought = [word for query in queries for word in query.words]
    for row in found:
        number = row["number"] or ""
        fits = any(query.number is not None and _has_number(row, query) for query in queries)
        row["number_pieces"] = [Piece(number, fits)] if number else []
        row["cause_pieces"] = marked(row["cause_name"], sought)
        row["party_pieces"] = marked(row["party_line"], sought)
        row["found_in"] = None if fits else _elsewhere(row, sought)
    hidden = [row["id"] for row in found if row["found_in"] == ()]
    facts = dict(CaseText.objects.filter(case_id__in=hidden).values_list("case_id", "facts"))
    for row in found:
        if row["found_in"] == ():
            pieces = excerpt(facts.get(row["id"], ""), sought)
            row["found_in"] = (_("事实"), pieces) if pieces else None


def _has_number(row: dict[str, Any], query: Query) -> bool:
    number = query.number
    if number is None or not row["number"]:
        return False
    if number.whole:
        return bool(row["number"] == number.whole)
    said = (str(number.year or ""), number.court_code, number.type_code)
    return row["number"].endswith(f"{number.serial}号") and all(part in row["number"] for part in said)


def _elsewhere(row: dict[str, Any], sought: Sequence[str]) -> tuple[Any, ...] | None:
    """Where a word was found that the row itself does not show; () when it must be the facts."""
    seen = plain(row["cause_name"]) + "\n" + plain(row["party_line"])
    unseen = [word for word in sought if word not in seen]
    if not unseen:
        return None
    named = [name for _role, name in row["parties"] if any(word in plain(name) for word in unseen)]
    if named:
        return (pgettext("several", "当事人"), marked("、".join(named[:3]), sought))
    if any(word in plain(row["title"]) for word in unseen):
        return (_("标题"), marked(row["title"], sought))
    return ()
