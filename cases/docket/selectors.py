"""Reading cases. ``visible`` is the one visibility rule: list, detail, API and export all stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.docket.domain import Disposal, Ending, Seal, Status, Word
from cases.docket.models import Case, CaseHandling, CaseReader
from cases.docket.registry import read_as_member
from cases.numbers.selectors import case_types, families, family_of, types_of
from courts.actors.domain import Right, Viewer
from courts.people.registry import Burden
from courts.places.models import Division
from courts.reads.selectors import Read
from courts.refusals.domain import NotVisible
from courts.rulebook.domain import RuleError, RuleTable
from courts.rulebook.selectors import load

NOUN = "cases/docket"


def disposals() -> RuleTable[Disposal]:
    """Lawful ways to end a case."""
    return load(NOUN, "disposals", Disposal)


def endings(type_code: str, procedure: str, on: date) -> tuple[Ending, ...]:
    """The lawful ways to end a case of this type and procedure on a day, by group, in the file's order."""
    family, found = family_of(type_code), []
    for rule in disposals().in_force(on):
        use = rule.use_for(family, type_code, procedure)
        if use is not None:
            found.append(Ending(rule, use.article))
    order = [group.code for group in words("disposal_groups")]
    return tuple(sorted(found, key=lambda ending: order.index(ending.rule.group)))


def check_disposals() -> None:
    """Raise RuleError unless every type and procedure can be ended and every disposal can end a case."""
    groups, events = words("disposal_groups"), words("closing_events")
    named = {family.code for family in families()}
    for rule in disposals():
        if rule.group not in groups or rule.event not in events:
            raise RuleError(f"{NOUN}: {rule.code} has an unknown group or event")
        for use in rule.uses:
            types = {case_type.code for family in use.families for case_type in types_of(family)}
            if stray := (set(use.families) - named) | (set(use.types) - types):
                raise RuleError(f"{NOUN}: {rule.code} is for unknown cases: {', '.join(sorted(stray))}")
    every = [version for rule in disposals() for version in disposals().versions(rule.code)]
    for case_type in case_types():
        for procedure in case_type.procedures:
            if not any(rule.use_for(case_type.family, case_type.code, procedure) for rule in every):
                raise RuleError(f"{NOUN}: nothing ends {case_type.code} in {procedure}")


def words(section: str) -> RuleTable[Word]:
    """Names of procedures, statuses, channels, seals, groups of disposals or events of closing."""
    return load(NOUN, section, Word)


def visible(user: Viewer) -> QuerySet[Case]:
    """The cases a viewer may know of.

    Unsealed: those of courts and divisions read whole, and one's own. Sealed
    (juvenile, state secret, privacy): only the trial body, whoever was granted it,
    and, until a judge has it, the clerk who entered it (where a machine did, the
    clerks who may accept it). API clients see no sealed case, and a person who
    holds no post on the day sees nothing at all.
    """
    if user.person_id is None:
        return Case.objects.filter(court_id__in=user.read_courts, sealed=Seal.NONE.value)
    if not user.roles:
        return Case.objects.none()
    mine = Q(handling__handler_id=user.person_id)
    for sitting in read_as_member(user.person_id):
        mine |= Q(pk__in=sitting)
    whole = Q(court_id__in=user.read_courts) | Q(handling__division_id__in=user.read_divisions) | mine
    entered = Q(entered_by_id=user.person_id) | Q(
        entered_by=None, court_id__in=user.courts_with(Right.ACCEPT)
    )
    unassigned = entered & Q(handling__handler=None)
    cases = Case.objects.filter(
        Q(sealed=Seal.NONE.value) & whole
        | ~Q(sealed=Seal.NONE.value) & (mine | unassigned | Q(_granted(user)))
    )
    return cases if user.read_courts else cases.filter(pk__in=near(user))


def near(user: Viewer) -> Any:
    """The keys of every case a viewer can be concerned with outside the courts read whole.

    Few, and each found by an index; more than may be seen, so only to narrow what ``visible`` decides.
    """
    own = Q(handler_id=user.person_id) | Q(division_id__in=user.read_divisions)
    handled = CaseHandling.objects.filter(own).values("case_id")
    sealed = Case.objects.exclude(sealed=Seal.NONE.value)
    entered = sealed.filter(entered_by_id=user.person_id).values("pk")
    by_machine = sealed.filter(entered_by=None, court_id__in=user.courts_with(Right.ACCEPT)).values("pk")
    granted = CaseReader.objects.filter(user_id=user.person_id).values("content_object_id")
    return handled.union(entered, by_machine, granted, *read_as_member(user.person_id))


def _granted(user: Viewer) -> Exists:
    return Exists(
        CaseReader.objects.filter(
            content_object=OuterRef("pk"), user_id=user.person_id, permission__codename="read_sealed"
        )
    )


WHOLE = ("court", "handling__handler", "handling__division", "text")


def get_visible(user: Viewer, case_id: UUID | str, related: Sequence[str] = WHOLE) -> Case:
    """One visible case with its court, handling and text, or what else is ``related``.

    Raises NotVisible (404) otherwise.
    """
    try:
        wanted = UUID(str(case_id))
    except ValueError:
        raise NotVisible(str(case_id)) from None
    asked = Case.objects if user.read_courts else visible(user)
    found = asked.select_related(*related).filter(pk=wanted).order_by().first()
    if found is None or (user.read_courts and not _sees(user, found)):
        raise NotVisible(str(case_id))
    return found


def handling_of(case: Case) -> CaseHandling:
    """Who handles a case, read now; with it the case knows it too."""
    found: CaseHandling = _HANDLING.all(case=case.pk)[0]
    found.case = case
    case.handling = found
    return found


_HANDLING = Read(lambda case: CaseHandling.objects.filter(case_id=case), case=UUID)


def _sees(user: Viewer, case: Case) -> bool:
    """Whether ``visible`` holds a case; what its first words decide by themselves is not asked again."""
    openly = case.sealed == Seal.NONE.value and case.court_id in user.read_courts
    return openly or visible(user).filter(pk=case.pk).exists()


def by_number(user: Viewer, number: str) -> Case:
    """A visible case by its full number in canonical form. Raises NotVisible otherwise."""
    found = visible(user).filter(number=number).values_list("pk", flat=True).first()
    if found is None:
        raise NotVisible(number)
    return get_visible(user, found)


def readers(case: Case) -> list[dict[str, Any]]:
    """Who was granted a sealed case."""
    rows = CaseReader.objects.filter(content_object=case, permission__codename="read_sealed")
    return [{"person_id": row.user_id, "name": row.user.name} for row in rows.select_related("user")]


LOOKUPS = {
    "court": "court__code",
    "status": "status",
    "case_type": "type_code",
    "procedure": "procedure",
    "channel": "channel",
    "handler": "handling__handler_id",
    "division": "handling__division_id",
    "received_from": "received_on__gte",
    "received_to": "received_on__lte",
    "filed_from": "filed_on__gte",
    "filed_to": "filed_on__lte",
    "closed_from": "closed_on__gte",
    "closed_to": "closed_on__lte",
    "claim_from": "claim_fen__gte",
    "claim_to": "claim_fen__lte",
}
"""The filters of a list that are one condition each; values are checked already (codes, dates, fen)."""


def narrowed(cases: QuerySet[Case], wanted: dict[str, Any]) -> QuerySet[Case]:
    """Apply the plain filters of a list.

    Besides ``LOOKUPS``: ``cause`` is a code or a name, ``sealed`` whether the case
    is, ``four_category`` yes, no or none (not answered), ``undrawn`` an open case without handler.
    """
    plain = {LOOKUPS[name]: wanted[name] for name in LOOKUPS if wanted.get(name) not in (None, "")}
    cases = cases.filter(**plain)
    if wanted.get("cause"):
        cases = cases.filter(Q(cause_code=wanted["cause"]) | Q(cause_name=wanted["cause"]))
    if wanted.get("sealed") in (True, False):
        open_to_all = Q(sealed=Seal.NONE.value)
        cases = cases.filter(~open_to_all if wanted["sealed"] else open_to_all)
    if wanted.get("four_category"):
        answer = {"yes": True, "no": False, "none": None}[wanted["four_category"]]
        cases = cases.filter(four_category=answer)
    if wanted.get("undrawn"):
        cases = cases.filter(status=Status.OPEN.value, handling__handler=None)
    return cases


def open_on(cases: QuerySet[Case], day: date) -> QuerySet[Case]:
    """Cases pending at the end of a day: filed by then, and not closed by then."""
    return cases.filter(filed_on__lte=day).filter(Q(closed_on=None) | Q(closed_on__gt=day))


def open_cases_of(person_id: UUID) -> Burden | None:
    """The open cases somebody handles, for whoever administers people: a number, never the cases."""
    number = Case.objects.filter(handling__handler_id=person_id, status=Status.OPEN.value).count()
    return Burden(
        ngettext("%(n)d 件未结案件由其承办", "%(n)d 件未结案件由其承办", number) % {"n": number},
        number,
        _("由庭长、院长按变更承办人程序审批后重新分案，并通知当事人。"),
    )


def open_cases_in(division: Division, on: date) -> str:
    """In words how many open cases a division has; empty when none."""
    number = Case.objects.filter(handling__division=division, status=Status.OPEN.value).count()
    words = ngettext("%(n)d 件未结案件", "%(n)d 件未结案件", number) % {"n": number}
    return words if number else ""
