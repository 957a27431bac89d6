"""Reading filings that wait, drafts, and the rules of intake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from cases.docket.domain import Status
from cases.docket.models import Case
from cases.docket.selectors import visible
from cases.intake.domain import RefusalGround, ReviewTerm
from cases.intake.models import FilingDraft
from cases.numbers.selectors import case_types, families, family_of
from cases.parties.domain import Kind
from cases.parties.models import Party
from courts.actors.domain import Right, Viewer
from courts.refusals.domain import NotVisible
from courts.rulebook.domain import RuleError, RuleTable
from courts.rulebook.selectors import load

NOUN = "cases/intake"


def refusal_grounds() -> RuleTable[RefusalGround]:
    """Grounds for refusing a filing."""
    return load(NOUN, "refusal_grounds", RefusalGround)


def lawful_grounds(category: str, type_code: str, on: date) -> list[RefusalGround]:
    """The grounds on which such a filing may be refused on a day, those of its own family first."""
    family = family_of(type_code)
    found = [rule for rule in refusal_grounds().in_force(on) if rule.fits(category, family)]
    return sorted(found, key=lambda rule: not rule.families)


def check_grounds() -> None:
    """Raise RuleError unless every type of case can be refused, on grounds that name known families."""
    known = {family.code for family in families()}
    for rule in refusal_grounds():
        if stray := set(rule.families) - known:
            raise RuleError(f"{NOUN}: {rule.code} names no family: {', '.join(sorted(stray))}")
    for case_type in case_types():
        if not any(rule.fits(case_type.category, case_type.family) for rule in refusal_grounds()):
            raise RuleError(f"{NOUN}: nothing refuses a filing of type {case_type.code}")


def review_term(category: str) -> ReviewTerm:
    """The term in which a filing of this category must be decided on."""
    terms: RuleTable[ReviewTerm] = load(NOUN, "review_terms", ReviewTerm)
    fitting = [term for term in terms if category in term.categories]
    return fitting[0] if fitting else terms.latest("REVIEW-REGISTERED")


def waiting(user: Viewer) -> QuerySet[Case]:
    """Filings that the viewer may accept or refuse, the oldest first."""
    courts = user.courts_with(Right.ACCEPT)
    received = visible(user).filter(court_id__in=courts, status=Status.RECEIVED.value)
    return received.order_by("received_on", "id")


def open_drafts(user: Viewer) -> QuerySet[FilingDraft]:
    """The viewer's own drafts that became no case yet, the last saved first."""
    if user.person_id is None:
        return FilingDraft.objects.none()
    return FilingDraft.objects.filter(owner_id=user.person_id, case=None).order_by("-saved_at")


def get_draft(user: Viewer, draft_id: UUID | str) -> FilingDraft:
    """One of the viewer's own drafts, handed in or not. Raises NotVisible."""
    found = None
    try:
        wanted = UUID(str(draft_id))
    except ValueError:
        raise NotVisible(str(draft_id)) from None
    if user.person_id is not None:
        found = FilingDraft.objects.filter(owner_id=user.person_id, pk=wanted).select_related("court").first()
    if found is None:
        raise NotVisible(str(draft_id))
    return found


@dataclass(frozen=True)
class Alike:
    """A case that a filing may repeat or belong with: whose names or numbers are the same."""

    case: Case
    parties: tuple[Party, ...]
    same_names: tuple[str, ...]
    same_numbers: tuple[str, ...]
    same_cause: bool


def alike(
    user: Viewer,
    court_id: int,
    *,
    names: Iterable[str],
    digests: Iterable[str],
    cause: str,
    since: date,
    limit: int = 5,
) -> list[Alike]:
    """Visible cases of the court received since a day with the same parties, the most alike first.

    State agencies are not counted: a prosecutor stands in every criminal case.
    """
    wanted, keys = {name for name in names if name}, {key for key in digests if key}
    if not wanted and not keys:
        return []
    seen = visible(user).filter(received_on__gte=since)
    same = Party.objects.filter(court_id=court_id, case__in=seen).exclude(kind=Kind.AGENCY.value)
    same = same.filter(Q(name__in=wanted) | Q(id_digest__in=keys))
    hits: dict[UUID, list[Party]] = defaultdict(list)
    for party in same.order_by("-case_id")[: limit * 25]:
        hits[party.case_id].append(party)
    everyone: dict[UUID, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(case_id__in=list(hits)).order_by("order"):
        everyone[party.case_id].append(party)
    cases = Case.objects.filter(pk__in=list(hits)).select_related("handling__handler")
    found = [
        Alike(
            case=case,
            parties=tuple(everyone[case.pk]),
            same_names=tuple(party.name for party in hits[case.pk] if party.name in wanted),
            same_numbers=tuple(party.name for party in hits[case.pk] if party.id_digest in keys),
            same_cause=bool(cause) and case.cause_name == cause,
        )
        for case in cases
    ]
    found.sort(
        key=lambda like: (-len(like.same_numbers), -len(like.same_names), not like.same_cause, -_age(like))
    )
    return found[:limit]


def _age(like: Alike) -> int:
    return like.case.received_on.toordinal()
