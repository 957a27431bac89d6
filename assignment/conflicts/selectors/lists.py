"""The lists behind the check: relatives, agents, other roles, former staff, and what was answered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from assignment.conflicts.domain import EXEMPT, AgentKind, Relation, Word, two_years_after
from assignment.conflicts.models import CaseAgent, ConflictAnswer, FormerStaff, Involvement, Relative
from assignment.conflicts.selectors.finding import NOUN
from cases.docket.models import Case
from cases.docket.selectors import get_visible
from courts.actors.domain import Right, Viewer
from courts.people.selectors import members
from courts.refusals.domain import NotVisible, Refused
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

ENTRIES: dict[str, type[CaseAgent] | type[Involvement]] = {"agent": CaseAgent, "involvement": Involvement}


def relations() -> RuleTable[Relation]:
    """What a relative is to the person who declares them."""
    return load(NOUN, "relations", Relation)


def words(section: str) -> RuleTable[Word]:
    """Names of ``parts`` in a case or of ``agent_kinds``."""
    return load(NOUN, section, Word)


def agent_parts() -> RuleTable[Word]:
    """Who may represent a party."""
    return words("agent_kinds")


def declared_by(person_id: UUID) -> list[Relative]:
    """One's own declaration, what ended last."""
    found = Relative.objects.filter(person_id=person_id)
    return sorted(found, key=lambda one: (one.ended_on is not None, one.name))


def relatives_in(viewer: Viewer) -> QuerySet[Relative]:
    """The declarations that an administrator keeps: of the courts they administer."""
    found = Relative.objects.filter(court_id__in=viewer.courts_with(Right.ADMINISTER))
    return found.select_related("person", "court").order_by("court__code", "person__name", "name")


def own_or_kept(viewer: Viewer, relative_id: UUID) -> Relative:
    """A declaration of one's own, or one an administrator keeps. Raises NotVisible."""
    kept = Q(person_id=viewer.person_id) | Q(court_id__in=viewer.courts_with(Right.ADMINISTER))
    found = Relative.objects.filter(kept, pk=relative_id).select_related("person").first()
    if found is None:
        raise NotVisible(f"relative {relative_id}")
    return found


def ends_waiting(viewer: Viewer) -> QuerySet[Relative]:
    """Declarations whose end the viewer may confirm: not their own, nor what they asked."""
    if viewer.person_id is None:
        return Relative.objects.none()
    rows = Relative.objects.filter(
        court_id__in=_confirming(viewer), ended_on=None, end_asked_at__isnull=False
    )
    others = rows.exclude(person_id=viewer.person_id).exclude(end_asked_person_id=viewer.person_id)
    return others.select_related("person", "court").order_by("end_asked_at", "pk")


def end_to_confirm(viewer: Viewer, relative_id: UUID) -> Relative:
    """A declaration of a court whose ends the viewer confirms. Raises NotVisible."""
    rows = Relative.objects.filter(court_id__in=_confirming(viewer), pk=relative_id)
    found = rows.select_related("person", "court").first()
    if found is None:
        raise NotVisible(f"relative {relative_id}")
    return found


def _confirming(viewer: Viewer) -> frozenset[int]:
    return viewer.courts_with(Right.ADMINISTER) | viewer.courts_with(Right.CHECK_CHANGE)


def agents_of(case: Case) -> list[CaseAgent]:
    """Who represents the parties of a case now."""
    found = CaseAgent.objects.filter(case=case, ended_on=None).select_related("party")
    return list(found.order_by("entered_at", "pk"))


def involved_in(case: Case) -> list[Involvement]:
    """Who was mediator, expert, witness … in a case."""
    found = Involvement.objects.filter(case=case, ended_on=None).select_related("person")
    return list(found.order_by("entered_at", "pk"))


def former_of(viewer: Viewer) -> QuerySet[FormerStaff]:
    """Former staff of the courts a viewer administers, who left last first."""
    found = FormerStaff.objects.filter(court_id__in=viewer.courts_with(Right.ADMINISTER), ended_on=None)
    return found.select_related("court").order_by("-left_on", "name")


def get_entry(viewer: Viewer, kind: str, entry_id: UUID) -> CaseAgent | Involvement:
    """An agent or another role in a case the viewer reads. Raises NotVisible."""
    table = ENTRIES.get(kind)
    found = table.objects.filter(pk=entry_id).first() if table else None
    if found is None:
        raise NotVisible(f"{kind} {entry_id}")
    found.case = get_visible(viewer, found.case_id)
    return found


def get_former(viewer: Viewer, former_id: UUID) -> FormerStaff:
    """Somebody on the lists that the viewer keeps. Raises NotVisible."""
    found = FormerStaff.objects.filter(
        court_id__in=viewer.courts_with(Right.ADMINISTER), pk=former_id
    ).first()
    if found is None:
        raise NotVisible(f"former staff {former_id}")
    return found


def answers_said(case: Case) -> list[ConflictAnswer]:
    """What was said about names that agree, in order."""
    return list(ConflictAnswer.objects.filter(case=case).select_related("judge").order_by("answered_at"))


def agent_warning(case: Case, *, name: str, digest: str, kind: AgentKind, on: date) -> Refused | None:
    """Whether former staff, or family of the court's own people, would act as an agent.

    Certain by identity number: refused (法释〔2011〕12号第八条、第九条). By name alone, of somebody who
    would be refused: a warning. Guardians and near relatives of the party are exempt from what binds
    former staff.
    """
    if digest:
        certain = _former(case, Q(id_digest=digest), kind, on, name)
        if certain is not None:
            return certain
        if _family(case, Q(id_digest=digest), on):
            return Refused("CONFLICT-FAMILY-AGENT", name=name)
    alike = Q(name=name, id_digest="") if digest else Q(name=name)
    if _former(case, alike, kind, on, name) is not None:
        who = {"whom": "离任人员", "whom_en": "former staff"}
    elif _family(case, alike, on):
        who = {
            "whom": "本院人员申报的配偶、父母、子女",
            "whom_en": "a declared spouse, parent or child of a member of the court",
        }
    else:
        return None
    return Refused("CONFLICT-AGENT-NAME", name=name, **who)


def _family(case: Case, alike: Q, on: date) -> bool:
    """Whether a spouse, parent or child of somebody who serves in the case's court is meant."""
    near = [rule.code for rule in relations().in_force(on) if rule.family]
    serving = members(case.court_id, on).order_by().values("pk")
    return Relative.objects.filter(alike, ended_on=None, relation__in=near, person__in=serving).exists()


def _former(case: Case, alike: Q, kind: AgentKind, on: date, name: str) -> Refused | None:
    """What keeps former staff out: their own court always, any court as a lawyer for two years."""
    if kind in EXEMPT:
        return None
    for left in FormerStaff.objects.filter(alike, ended_on=None).select_related("court"):
        facts: dict[str, object] = {"name": name, "court": left.court.name, "left_on": left.left_on}
        if left.court_id == case.court_id:
            return Refused("CONFLICT-FORMER-STAFF", **facts)
        until = two_years_after(left.left_on)
        if kind is AgentKind.LAWYER and on <= until:
            return Refused("CONFLICT-TWO-YEARS", until=until, **facts)
    return None
