"""What may be chosen on the filing page: only what is lawful for the court and the case type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cases.causes.domain import meaning
from cases.causes.selectors import cause_tree
from cases.docket.domain import Channel, Seal, Word
from cases.docket.selectors import words
from cases.limits.domain import CaseFacts, LimitRule, rules_for, usual_rule
from cases.limits.selectors import law
from cases.numbers.domain import CaseType, Group, lawful_types
from cases.numbers.selectors import case_types, procedures_of
from cases.parties.domain import PartyRole
from cases.parties.selectors import words as party_words
from courts.places.domain import CourtLevel
from courts.places.models import Court

Choices = list[tuple[str, Any]]

GROUPS = {
    Group.CIVIL: gettext_lazy("民事"),
    Group.CRIMINAL: gettext_lazy("刑事"),
    Group.ADMINISTRATIVE: gettext_lazy("行政"),
    Group.ENFORCEMENT: gettext_lazy("执行"),
    Group.JURISDICTION: gettext_lazy("管辖"),
    Group.COMPENSATION_RELIEF: gettext_lazy("国家赔偿与司法救助"),
    Group.REGIONAL_ASSISTANCE: gettext_lazy("区际司法协助"),
    Group.INTERNATIONAL_ASSISTANCE: gettext_lazy("国际司法协助"),
    Group.SANCTION: gettext_lazy("司法制裁"),
    Group.PRESERVATION: gettext_lazy("非诉保全审查"),
    Group.INSOLVENCY: gettext_lazy("强制清算与破产"),
    Group.PRACTICE: gettext_lazy("其他"),
}
FIRST_ROLES = (PartyRole.PLAINTIFF.value, PartyRole.DEFENDANT.value)


def case_type_of(code: object) -> CaseType | None:
    """The case type of a code as posted; None while none or an unknown one is chosen."""
    return case_types().latest(str(code)) if code in case_types() else None


def type_choices(court: Court, on: date) -> Choices:
    """Case types the court may register, by group, the everyday groups first."""
    lawful = lawful_types(case_types(), CourtLevel(court.level), on)
    found: Choices = [("", _("请选择"))]
    for group, title in GROUPS.items():
        rows = [(rule.code, f"{rule.code} {_named(rule)}") for rule in lawful if rule.group is group]
        if rows:
            found.append((str(title), rows))
    return found


def procedure_choices(case_type: CaseType | None, court: Court) -> Choices:
    """Procedures lawful for the type at the court's level; the usual one first."""
    if case_type is None:
        return [("", _("先选择案件类型"))]
    names = words("procedures")
    return [(code, _named(names.latest(code))) for code in procedures_of(case_type, court.level)]


def limit_choices(
    case_type: CaseType, raw: Mapping[str, Any], court: Court, on: date
) -> tuple[LimitRule | None, list[LimitRule]]:
    """The limit that applies unless another is named (None: one must be named), and all candidates.

    What is known of the draft narrows them: its cause, custody in a criminal case, the court's level.
    """
    procedure = str(raw.get("procedure") or case_type.procedures[0])
    meant = meaning(cause_tree(), str(raw.get("cause") or ""), on, case_type.cause_categories)
    cause = (meant.present or meant.found).code if meant else ""
    facts = CaseFacts(cause_code=cause, detained=bool(raw.get("detained")), level=court.level)
    found = list(rules_for(law().rules, case_type.code, procedure, on, facts=facts))
    return usual_rule(found, facts), found


def rule_choices(usual: LimitRule | None, candidates: Iterable[LimitRule]) -> Choices:
    """The select of limit rules: the usual one stands as blank, so that it stays usual when types change."""
    first = _("%(rule)s（一般）") % {"rule": _named(usual)} if usual else _("请选择")
    others = [(rule.code, _named(rule)) for rule in candidates if rule is not usual]
    return [("", first), *others]


def role_choices(case_type: CaseType | None) -> Choices:
    """Roles of parties: those usual in the type of case, then the others."""
    every = {rule.code: _named(rule) for rule in party_words("roles")}
    usual = case_type.roles if case_type else tuple(every)
    rest = [(code, name) for code, name in every.items() if code not in usual]
    first = [(code, every[code]) for code in usual]
    return [*first, (_("其他地位"), rest)] if rest else list(first)


def default_roles(case_type: CaseType | None) -> tuple[str, ...]:
    """The roles of the first rows: who brings the case, and against whom."""
    return case_type.roles[:2] if case_type else FIRST_ROLES


def default_kind(role: str) -> str:
    return "agency" if role == PartyRole.PROSECUTOR.value else "person"


def word_choices(rules: Iterable[Word], *, without: str = "") -> Choices:
    return [(rule.code, _named(rule)) for rule in rules if rule.code != without]


def channel_choices() -> Choices:
    return word_choices(words("channels"), without=Channel.IMPORT.value)


def seal_choices() -> Choices:
    return [("", _("公开")), *word_choices(words("seals"), without=Seal.NONE.value)]


def id_type_choices() -> Choices:
    return [("", _("随类别")), *word_choices(party_words("id_types"))]


def kind_choices() -> Choices:
    return word_choices(party_words("kinds"))


def _named(rule: Any) -> str:
    return str(rule.name(get_language() or "zh"))
