"""Reading a filing: raw words become a checked ``Filing`` or errors named by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from cases.causes.domain import Meaning, meaning
from cases.causes.selectors import cause_tree
from cases.docket.domain import Channel, Seal, text_of
from cases.docket.selectors import words
from cases.intake.domain import TOO_LARGE_FEN, Filing
from cases.intake.services.lawful import check_lawful, limit_code
from cases.numbers.domain import CaseType
from cases.numbers.selectors import case_types
from cases.parties.domain import CLAIMING
from cases.parties.services import read_parties
from courts.places.models import Court
from courts.places.selectors import court_by_code
from courts.refusals.domain import InvalidInput
from courts.templatetags.amounts import parse_amount

_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
LENGTHS = {"title": 200, "external_number": 80, "series_key": 80, "facts": 200_000}


def read_filing(raw: Mapping[str, Any], *, today: date) -> tuple[Court, Filing]:
    """Check a filing whole, so that every error is named at once.

    Raises InvalidInput (field -> messages; parties as ``parties[n].field``) and,
    when the input is well formed but unlawful, Refused: INTAKE-COURT-CLOSED,
    NUM-LEVEL, NUM-ENDED, NUM-RESERVED, INTAKE-PROCEDURE, LIM-RULE-….
    """
    reader = _Reader(raw, today)
    court, case_type = reader.court(), reader.case_type()
    procedure = reader.word("procedure", "procedures", _("程序"))
    channel = reader.channel()
    received_on = reader.received_on()
    cause_code, cause_name = reader.cause(case_type, received_on or today)
    claim_fen = reader.claim()
    sealed = reader.seal()
    parties, party_errors = read_parties(reader.party_rows())
    reader.errors |= party_errors
    if parties and not party_errors and not any(entry.role in CLAIMING for entry in parties):
        reader.errors["parties"] = [_("至少要有一方提起：原告、公诉机关、上诉人、申请人或债权人。")]
    more: dict[str, Any] = {name: reader.text(name, limit) for name, limit in LENGTHS.items()}
    more |= reader.flags()
    more["detained_since"] = reader.detained_since(case_type, detained=more["detained"])
    related, named_rule = reader.related(), reader.said("limit_rule")
    if reader.errors or court is None or case_type is None or received_on is None:
        raise InvalidInput(reader.errors)
    check_lawful(court, case_type, procedure, received_on, cause_code=cause_code, cause=cause_name)
    limit_rule = limit_code(
        court,
        case_type,
        procedure,
        received_on,
        named=named_rule,
        cause_code=cause_code,
        detained=more["detained"] if isinstance(raw.get("detained"), bool) else None,
    )
    return court, Filing(
        court_id=court.pk,
        type_code=case_type.code,
        category=case_type.category,
        procedure=procedure,
        cause_code=cause_code,
        cause_name=cause_name,
        received_on=received_on,
        channel=channel,
        parties=tuple(parties),
        limit_rule=limit_rule,
        claim_fen=claim_fen,
        sealed=sealed,
        related_to=related,
        **more,
    )


def _out_of_force(meant: Meaning, on: date) -> str:
    """Why a cause may not stand on a filing of the day, and what may."""
    names = _("」「").join(cause.zh for cause in meant.instead)
    words = {"cause": meant.found.zh, "on": on, "day": meant.ended or meant.found.valid_from, "names": names}
    if not meant.ended:
        return _("案由「%(cause)s」自 %(day)s 起使用，%(on)s 收案的不能用，请从列表另选。") % words
    if not meant.instead:
        return _("案由「%(cause)s」自 %(day)s 起废止，没有直接对应的案由，请从列表另选。") % words
    return _("案由「%(cause)s」自 %(day)s 起废止，%(on)s 收案的改用「%(names)s」。") % words


class _Reader:
    """Reads field by field and gathers what is wrong."""

    def __init__(self, raw: Mapping[str, Any], today: date) -> None:
        self.raw, self.today = raw, today
        self.errors: dict[str, list[str]] = {}

    def fail(self, field: str, message: str) -> None:
        self.errors.setdefault(field, []).append(message)

    def said(self, field: str, missing: str = "") -> str:
        """The field's text; blank with an error when it is no text, or ``missing`` when that is given."""
        text = text_of(self.raw.get(field))
        if text is None:
            self.fail(field, _("须为可保存的文字。"))
        elif not text and missing:
            self.fail(field, missing)
        return text or ""

    def court(self) -> Court | None:
        code = self.said("court", _("请给出受理法院的六位代码。"))
        found = court_by_code(code) if code else None
        if code and found is None:
            self.fail("court", _("没有代码为 %(code)s 的法院。") % {"code": code})
        return found

    def case_type(self) -> CaseType | None:
        code = self.said("case_type", _("请给出案件类型代字。"))
        if code in case_types():
            return case_types().latest(code)
        if code:
            self.fail("case_type", _("没有类型代字「%(code)s」。") % {"code": code})
        return None

    def word(self, field: str, section: str, label: str) -> str:
        value, table = self.said(field), words(section)
        if value not in table and field not in self.errors:
            allowed = "、".join(rule.code for rule in table)
            self.fail(field, _("%(label)s须为下列之一：%(allowed)s。") % {"label": label, "allowed": allowed})
        return value

    def channel(self) -> str:
        value = self.word("channel", "channels", _("来源"))
        if value == Channel.IMPORT.value:
            self.fail("channel", _("「import」只用于批量导入。"))
        return value

    def seal(self) -> str:
        if not self.raw.get("sealed"):
            return Seal.NONE.value
        return self.word("sealed", "seals", _("不公开事由"))

    def cause(self, case_type: CaseType | None, on: date) -> tuple[str, str]:
        """Code and name of the cause as it is called on the day of the filing."""
        text = self.said("cause", _("请填写案由。"))
        if not text:
            return "", ""
        lists = case_type.cause_categories if case_type else ()
        meant = meaning(cause_tree(), text, on, lists)
        if meant is None:
            self.fail("cause", _("案由「%(cause)s」不在案由规定中，请从列表选择。") % {"cause": text})
            return "", text
        named = meant.present or meant.found
        if case_type is not None and not meant.found.fits(lists):
            wrong = {"cause": named.zh, "type": case_type.code}
            self.fail("cause", _("案由「%(cause)s」不适用于%(type)s案件。") % wrong)
        elif meant.present is None:
            self.fail("cause", _out_of_force(meant, on))
        return named.code, named.zh

    def received_on(self) -> date | None:
        day = self.date("received_on", _("收案日"))
        if day is not None and day > self.today:
            self.fail("received_on", _("收案日不能晚于今天（%(today)s）。") % {"today": self.today})
        return day

    def detained_since(self, case_type: CaseType | None, *, detained: bool) -> date | None:
        """The first day of custody, where the filing says it."""
        if not self.raw.get("detained_since"):
            return None
        day = self.date("detained_since", _("首次羁押日"))
        if case_type is not None and case_type.category.value != "criminal":
            self.fail("detained_since", _("只有刑事案件登记羁押。"))
        elif not detained:
            self.fail("detained_since", _("填写首次羁押日的，请同时注明被告人在押。"))
        elif day is not None and day > self.today:
            self.fail("detained_since", _("首次羁押日不能晚于今天（%(today)s）。") % {"today": self.today})
        return day

    def date(self, field: str, label: str) -> date | None:
        value = self.raw.get(field)
        if isinstance(value, date):
            return value
        text = text_of(value) or ""
        try:
            found = parse_date(text) if _DAY.fullmatch(text) else None
        except ValueError:
            found = None
        if found is None or found.year < 1949:
            self.fail(field, _("%(label)s须为 YYYY-MM-DD 形式的有效日期。") % {"label": label})
            return None
        return found

    def claim(self) -> int | None:
        typed = str(self.raw.get("claim_amount") or "").strip()
        try:
            fen = parse_amount(typed) if typed else None
            if fen is None or fen < TOO_LARGE_FEN:
                return fen
            self.fail("claim_amount", _("标的额不应达到十万亿元，请核对单位。"))
            return None
        except ValueError:
            self.fail("claim_amount", _("标的额写法有误：可写 1234.56、1,234.56 或 12.5万，精确到分。"))
            return None

    def party_rows(self) -> list[Mapping[str, Any]]:
        rows = self.raw.get("parties")
        if not isinstance(rows, list) or not rows:
            self.fail("parties", _("请至少录入一名当事人。"))
            return []
        if not all(isinstance(row, Mapping) for row in rows):
            self.fail("parties", _("parties 应为对象的列表。"))
            return []
        return rows

    def text(self, field: str, limit: int) -> str:
        value = self.said(field)
        if len(value) > limit:
            self.fail(field, _("不得超过 %(n)d 字。") % {"n": limit})
        return value

    def flags(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for field, blank in (("detained", False), ("four_category", None)):
            value = self.raw.get(field, blank)
            if value is not None and not isinstance(value, bool):
                self.fail(field, _("须为 true 或 false。"))
            found[field] = bool(value) if value is not None else blank
        return found

    def related(self) -> tuple[str, ...]:
        value = self.raw.get("related_to") or []
        if not isinstance(value, list):
            self.fail("related_to", _("related_to 应为案件编号的列表。"))
            return ()
        return tuple(str(entry) for entry in value)
