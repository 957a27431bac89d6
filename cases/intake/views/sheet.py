"""A filing in reading form, for the check before it is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.docket.selectors import words
from cases.intake.domain import Filing
from cases.limits.selectors import law
from cases.numbers.selectors import case_types
from cases.parties.domain import IdType, PartyEntry
from cases.parties.selectors import words as party_words

Pairs = list[tuple[str, Any]]


@dataclass(frozen=True)
class Sheet:
    """The filing as it will be kept: pairs of label and value, and the parties."""

    source: Pairs
    parties: list[dict[str, str]]
    claim_fen: int | None
    facts: str
    four_category: bool | None
    sealed: bool


def sheet(filing: Filing) -> Sheet:
    """Names instead of codes, numbers grouped for reading against the papers."""
    return Sheet(
        source=_source(filing),
        parties=[_party(entry) for entry in filing.parties],
        claim_fen=filing.claim_fen,
        facts=filing.facts,
        four_category=filing.four_category,
        sealed=filing.sealed != "none",
    )


def _source(filing: Filing) -> Pairs:
    kind = case_types().latest(filing.type_code)
    pairs: Pairs = [
        (_("来源"), _name("channels", filing.channel)),
        (_("收到起诉材料日"), filing.received_on),
        (_("案件类型"), f"{kind.code} {kind.name(_language())}"),
        (_("程序"), _name("procedures", filing.procedure)),
        (_("案由"), filing.cause_name),
    ]
    if filing.limit_rule:
        pairs.append((_("适用的审限"), law().rules.latest(filing.limit_rule).name(_language())))
    if filing.detained:
        since = filing.detained_since
        held = _("被告人自 %(day)s 起在押") % {"day": since} if since else _("被告人在押")
        pairs.append((_("羁押"), held))
    if filing.sealed != "none":
        pairs.append((_("不公开"), _name("seals", filing.sealed)))
    if filing.title:
        pairs.append((_("备注名"), filing.title))
    return pairs


def _party(entry: PartyEntry) -> dict[str, str]:
    language = _language()
    id_type = party_words("id_types").latest(entry.id_type.value).name(language) if entry.id_type else ""
    return {
        "role": party_words("roles").latest(entry.role.value).name(language),
        "kind": party_words("kinds").latest(entry.kind.value).name(language),
        "name": entry.name,
        "id_type": id_type,
        "id_number": grouped(entry.id_type, entry.id_number),
        "phone": entry.phone,
        "address": entry.address,
    }


def grouped(id_type: IdType | None, number: str) -> str:
    """An identity number as it stands on the card, in groups: region, birth date, the rest."""
    if id_type is IdType.IDENTITY_CARD and len(number) == 18:
        return f"{number[:6]} {number[6:14]} {number[14:]}"
    if id_type is IdType.CREDIT_CODE and len(number) == 18:
        return f"{number[:2]} {number[2:8]} {number[8:17]} {number[17:]}"
    return number


def _name(section: str, code: str) -> str:
    return words(section).latest(code).name(_language())


def _language() -> str:
    return get_language() or "zh"
