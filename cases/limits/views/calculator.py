"""The limit calculator (审限计算器): for everyone, with or without a login; the address is the question."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cases.limits.domain import LimitRule
from cases.limits.forms import ROWS, QuestionForm, RowForm
from cases.limits.selectors import law, preview, ruler_between
from cases.limits.views.words import ACTS, DATES, KINDS
from courts.clients.rates import rate_limited
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.selectors import explain

MOST_ROWS = 30
ROW = re.compile(r"l(\d{1,3})-kind")
ENTRY = re.compile(r"ledger\[(\d+)\](?:\.(\w+))?")
SHOWN = ("due_on", "latest_lawful_on", "warn_on", "near_on", "last_request_on", "stopped_since")
Page = Callable[[HttpRequest], HttpResponse]


def counted_for_visitors(page: Page) -> Page:
    """Visitors without a login come under the public rate; colleagues do not."""
    limited = rate_limited(page)

    @wraps(page)
    def served(request: HttpRequest) -> HttpResponse:
        return page(request) if request.user.is_authenticated else limited(request)

    return served


@require_safe
@never_cache
@counted_for_visitors
def calculator(request: HttpRequest) -> HttpResponse:
    """The question, its rows, and the answer of ``selectors.preview``; nothing is stored."""
    asked = request.GET
    rule = _rule(asked.get("rule_code", ""))
    form, rows = QuestionForm(asked or None, rule=rule), _rows(asked, rule)
    shaping = any(name in asked for name in ("add", "drop", "find_now"))
    found: dict[str, Any] = {}
    if asked.get("rule_code") is not None and not shaping:
        found = _answer(form, rows, request.today)
    context = {
        "layout": "base.html" if request.user.is_authenticated else "public_base.html",
        "form": form,
        "rows": rows,
        "rule": rule,
        "problems": _problems(form, rows) if found else [],
        "kinds": [(kind, KINDS[kind], ACTS[kind][1] if kind in ACTS else "plus") for kind in ROWS],
        "full": len(rows) >= MOST_ROWS,
        "shaping": shaping,
        **found,
    }
    return render(request, "cases/limits/calculator.html", context, status=found.get("status", 200))


def _rule(code: str) -> LimitRule | None:
    return law().rules.latest(code) if code in law().rules else None


def _rows(asked: QueryDict, rule: LimitRule | None) -> list[RowForm]:
    """The rows of the ledger in their order, one more where one was added, one less where one was dropped."""
    numbers = sorted({int(found[1]) for name in asked if (found := ROW.fullmatch(name))})
    kinds = [(number, asked.get(f"l{number}-kind", "")) for number in numbers]
    left = [(number, kind) for number, kind in kinds if kind in ROWS and str(number) != asked.get("drop")]
    rows = [RowForm(asked, kind=kind, number=number, rule=rule) for number, kind in left]
    added = asked.get("add", "")
    if added in ROWS and len(rows) < MOST_ROWS:
        rows.append(RowForm(None, kind=added, number=max(numbers, default=-1) + 1, rule=rule))
    return rows[:MOST_ROWS]


def _answer(form: QuestionForm, rows: list[RowForm], today: date) -> dict[str, Any]:
    """The calculator's answer, or what is wrong, shown where it was typed."""
    question = {**form.question(), "ledger": [row.entry() for row in rows]}
    try:
        answer = preview(question, today=today, language=get_language() or "zh-hans")
    except InvalidInput as invalid:
        for name, messages in invalid.errors.items():
            _put(form, rows, name, messages)
        return {"status": 400}
    except Refused as refused:
        number = _numbered(str(refused.params.get("entry", "")), rows)
        said = explain(refused, get_language() or "zh")
        if number is not None:
            rows[number].add_error(None, said.title)
        return {"status": 422, "refusal": said, "at_row": None if number is None else number + 1}
    day = form.day("as_of") or today
    steps = answer["explanation"]
    return {
        "status": 200,
        "answer": answer,
        "as_of": day,
        "now_rule": law().rules.latest(answer["rule_code"]),
        "dates": [(DATES[name], answer[name]) for name in SHOWN if _tells(name, answer)],
        "why": steps[:-1],
        "sum": steps[-1],
        "ruler": ruler_between(answer, day, today),
    }


def _tells(name: str, answer: dict[str, Any]) -> bool:
    if answer[name] is None:
        return False
    return name != "latest_lawful_on" or answer[name] != answer["due_on"]


def _put(form: QuestionForm, rows: list[RowForm], name: str, messages: list[str]) -> None:
    """A message at its field; ``ledger[n].field`` is the n-th row's."""
    found = ENTRY.fullmatch(name)
    target: Any = form
    if found is not None and int(found[1]) < len(rows):
        target, name = rows[int(found[1])], found[2] or ""
    for message in messages:
        target.add_error(name if name in target.fields else None, message)


def _numbered(entry: str, rows: list[RowForm]) -> int | None:
    found = ENTRY.fullmatch(entry)
    return int(found[1]) if found is not None and int(found[1]) < len(rows) else None


def _problems(form: QuestionForm, rows: list[RowForm]) -> list[dict[str, str]]:
    """Everything wrong in page order, with the place to jump to."""
    found = [_problem("", form, name, message) for name, message in _messages(form)]
    for number, row in enumerate(rows, start=1):
        title = _("第 %(n)d 行") % {"n": number}
        found += [_problem(title, row, name, message) for name, message in _messages(row)]
    return found


def _messages(form: Any) -> list[tuple[str, str]]:
    return [(name, str(message)) for name, messages in form.errors.items() for message in messages]


def _problem(title: str, form: Any, name: str, message: str) -> dict[str, str]:
    field = form[name] if name in form.fields else None
    label = " ".join(part for part in (title, str(field.label) if field else "") if part)
    target = str(field.id_for_label) if field else getattr(form, "anchor", "")
    return {"label": label, "message": message, "target": target}
