"""The parts of the filing page besides its forms: steps, key facts, the preview of the limit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from cases.docket.selectors import words
from cases.intake.domain import review_ends_on
from cases.intake.forms import FilingForms, case_type_of, limit_choices
from cases.intake.selectors import review_term
from cases.limits.domain import LimitRule, StartEvent
from cases.limits.selectors import no_limits, preview, readings_of
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, Refused

LATER = {
    StartEvent.CORRECTION: gettext_lazy("补正材料收到后起算"),
    StartEvent.NOTICE_END: gettext_lazy("公告期满后起算"),
    StartEvent.HEARING: gettext_lazy("开庭后起算"),
    StartEvent.ELECTION: gettext_lazy("按选举日倒算"),
}


def day_of(raw: Mapping[str, Any], name: str) -> date | None:
    """A day of the draft, None while it is not a day."""
    try:
        return parse_date(str(raw.get(name) or ""))
    except ValueError:
        return None


def review_facts(raw: Mapping[str, Any], today: date) -> dict[str, Any]:
    """When the papers came in and by when they must be decided on."""
    received = day_of(raw, "received_on")
    chosen = case_type_of(raw.get("case_type"))
    if received is None or received.year < 1949:
        return {"received": None, "last_day": None}
    term = review_term(chosen.category if chosen else "civil")
    last_day = review_ends_on(received, term.days)
    return {"received": received, "last_day": last_day, "days_left": (last_day - today).days, "term": term}


def limit_preview(raw: Mapping[str, Any], court: Court, today: date) -> dict[str, Any] | None:
    """The limit the case would have were it accepted today; None while type or procedure is open."""
    chosen = case_type_of(raw.get("case_type"))
    if chosen is None:
        return None
    usual, found = limit_choices(chosen, raw, court, today)
    named = [rule for rule in found if rule.code == raw.get("limit_rule")]
    rule = named[0] if named else usual
    if rule is None:
        return {"rule": None, **({"said": _("请选择适用的审限。")} if found else _none(chosen.code))}
    return {"rule": rule, **_dates(rule, raw, court, today)}


def _none(type_code: str) -> dict[str, Any]:
    """That the law sets no limit, with the row that says so."""
    english = (get_language() or "zh").startswith("en")
    row = next((row for row in no_limits() if type_code in row.type_codes), None)
    note = (row.note_en if english else row.note_zh) if row else ""
    said = _("法律没有为本类案件规定审限。")
    return {"said": f"{said} {note}" if english else f"{said}{note}", "none": row}


def _dates(rule: LimitRule, raw: Mapping[str, Any], court: Court, today: date) -> dict[str, Any]:
    if rule.base is None:
        return {"said": _("法律没有规定固定的审限。")}
    if rule.starts_from in LATER:
        return {"said": LATER[rule.starts_from]}
    base = (day_of(raw, "received_on") or today) if _from_receipt(rule, court) else today
    asked = {"rule_code": rule.code, "starts_on": base.isoformat(), "detained": bool(raw.get("detained"))}
    try:
        answer = preview(asked, today=today, language=get_language() or "zh")
    except (InvalidInput, Refused):
        return {"said": _("立案后按实际起算时间计算。")}
    year = answer["due_on"].year if answer["due_on"] else today.year
    return {"answer": answer, "counts_from": base + timedelta(days=1), "year": year}


def _from_receipt(rule: LimitRule, court: Court) -> bool:
    if rule.starts_from is StartEvent.PETITION:
        return readings_of(court.pk).appeal_from_receipt
    return rule.starts_from is StartEvent.RECEIPT


def steps(raw: Mapping[str, Any], forms: FilingForms, *, page: str = "") -> list[dict[str, Any]]:
    """The five steps with their state and a word on each; the check gives the filing ``page``'s address."""
    chosen = case_type_of(raw.get("case_type"))
    parties = raw.get("parties") or []
    cause = str(raw.get("cause") or "")
    answered = raw.get("four_category") is not None
    rows = [
        ("source", _("来源与程序"), _source_note(raw), bool(chosen and day_of(raw, "received_on"))),
        ("cause", _("案由"), cause or _("从案由规定选择"), bool(cause)),
        ("parties", _("当事人与请求"), _party_note(len(parties)), bool(parties)),
        ("related", _("关联与识别"), _("已答") if answered else _("必答 1 题"), answered),
    ]
    wrong = problems_by_step(forms)
    first_open = next((code for code, _label, _note, done in rows if wrong[code] or not done), "check")
    current = "check" if page else first_open
    shown = [
        {
            "label": label,
            "note": _wrong_note(wrong[code]) if wrong[code] else note,
            "state": "current" if code == current else "done" if done and not wrong[code] else "todo",
            "url": f"{page}#step-{code}",
        }
        for code, label, note, done in rows
    ]
    state = "current" if current == "check" else "todo"
    return [*shown, {"label": _("核对与提交"), "note": _("提交后进入立案审查"), "state": state}]


def problems_by_step(forms: FilingForms) -> dict[str, int]:
    """How many fields are wrong in each step."""
    of_cause = [name for name in forms.source.errors if name in ("cause", "sealed")]
    of_claim = [name for name in forms.claim.errors if name in ("facts", "claim_amount", "title")]
    rows = sum(len(row) for row in forms.parties.errors) + len(forms.parties.non_form_errors())
    return {
        "source": len(forms.source.errors) - len(of_cause),
        "cause": len(of_cause),
        "parties": rows + len(of_claim),
        "related": len(forms.claim.errors) - len(of_claim),
    }


def _source_note(raw: Mapping[str, Any]) -> str:
    language = get_language() or "zh"
    parts = []
    for name, section in (("channel", "channels"), ("procedure", "procedures")):
        if raw.get(name) in words(section):
            parts.append(words(section).latest(raw[name]).name(language))
    if raw.get("case_type"):
        parts.insert(1, str(raw["case_type"]))
    return "·".join(parts) if raw.get("case_type") else _("选择案件类型")


def _party_note(number: int) -> str:
    if not number:
        return _("至少录入一方")
    return ngettext("%(n)d 名当事人", "%(n)d 名当事人", number) % {"n": number}


def _wrong_note(number: int) -> str:
    return ngettext("%(n)d 处需改正", "%(n)d 处需改正", number) % {"n": number}


def what_follows(court: Court, raw: Mapping[str, Any], today: date) -> list[dict[str, Any]]:
    """What happens after the filing is handed in, for the time line."""
    chosen = case_type_of(raw.get("case_type"))
    term = review_term(chosen.category if chosen else "civil")
    number = _("（%(year)d）%(court)s%(type)s[流水号]号") % {
        "year": today.year,
        "court": court.number_code,
        "type": chosen.code if chosen else "…",
    }
    days = ngettext("%(n)d 日内", "%(n)d 日内", term.days) % {"n": term.days}
    rows = [
        (_("即时"), _("收案登记，进入立案审查")),
        (days, _("决定立案或不予立案")),
        (_("立案"), _("生成案号：%(number)s") % {"number": number}),
        (_("分案"), _("锁定名单，当事人报数后抽取承办法官")),
    ]
    return [{"when": when, "text": text, "kind": "plan"} for when, text in rows]


def crumbs(*last: Any) -> list[tuple[Any, str]]:
    """Where a page of intake stands."""
    return [(_("工作台"), reverse("worklist")), *last]
