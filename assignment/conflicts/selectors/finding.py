"""The conflict check: one statement a case, over all judges who might be given it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from assignment.conflicts.domain import Code, Found, Stage, bars, excluded, unanswered
from assignment.conflicts.models import CaseAgent, ConflictAnswer, Relative
from assignment.conflicts.registry import took_part
from assignment.pools.models import PoolMember
from assignment.pools.registry import Exclusion
from assignment.pools.selectors import route_case
from cases.docket.domain import Procedure, Status
from cases.docket.models import Case, CaseText
from cases.parties.models import Party
from courts.actors.domain import Viewer
from courts.people.models import QuotaTerm
from courts.people.selectors import in_force, quota_judge_ids
from courts.reads.selectors import Read
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

NOUN = "assignment/conflicts"
MOST = 20
_RETURNED = re.compile("发回重审|发回重新审判|指令再审|指定再审|指令审理|提审|抗诉|再审检察建议")

_CHAIN = """
    SELECT other_id AS id FROM cases_relatedcase WHERE case_id = %(case)s
    UNION SELECT c.id FROM cases_casereference r JOIN cases_case c ON c.number = r.value
        WHERE r.case_id = %(case)s AND r.kind = 'judgment' AND c.id <> %(case)s
"""
_HERE = """
    SELECT name, id_digest, '' AS firm FROM cases_party
        WHERE case_id = %(case)s AND role <> 'prosecutor' AND kind = 'person'
    UNION SELECT name, id_digest, firm FROM assignment_caseagent WHERE case_id = %(case)s AND ended_on IS NULL
"""
_ALIKE = f"""
WITH here AS ({_HERE})
SELECT EXISTS (SELECT 1 FROM assignment_relative r JOIN here ON r.name = here.name
        OR r.firm <> '' AND r.firm = here.firm
        OR r.id_digest <> '' AND r.id_digest = here.id_digest
        WHERE r.person_id = ANY(%(judges)s) AND r.ended_on IS NULL)
    OR EXISTS (SELECT 1 FROM assignment_involvement i WHERE i.case_id = %(case)s AND i.ended_on IS NULL)
"""
_FIND = f"""
WITH here AS ({_HERE}), near AS ({_CHAIN}), chain AS (
    SELECT id FROM near
    UNION SELECT r.other_id FROM near JOIN cases_relatedcase r ON r.case_id = near.id
        WHERE r.other_id <> %(case)s
    UNION SELECT c.id FROM near JOIN cases_casereference r ON r.case_id = near.id AND r.kind = 'judgment'
        JOIN cases_case c ON c.number = r.value WHERE c.id <> %(case)s
), tried AS (
    SELECT chain.id, h.handler_id FROM chain JOIN cases_casehandling h ON h.case_id = chain.id
    UNION SELECT chain.id, e.handler_id FROM chain
        JOIN cases_casehandlingevent e ON e.pgh_obj_id = chain.id
)
SELECT 'RELATIVE', r.person_id, 'relative:' || r.id, here.name,
    r.id_digest <> '' AND r.id_digest = here.id_digest, CASE WHEN r.name = here.name THEN '' ELSE 'firm' END
FROM assignment_relative r JOIN here ON r.id_digest <> '' AND r.id_digest = here.id_digest
    OR r.name = here.name AND (r.id_digest = '' OR here.id_digest = '')
    OR r.firm <> '' AND r.firm = here.firm
WHERE r.person_id = ANY(%(judges)s) AND r.ended_on IS NULL
UNION ALL SELECT 'INVOLVED', i.person_id, 'involved:' || i.id, i.name, TRUE, ''
    FROM assignment_involvement i
    WHERE i.case_id = %(case)s AND i.ended_on IS NULL AND i.person_id = ANY(%(judges)s)
UNION ALL SELECT 'INVOLVED', p.id, 'involved:' || i.id, i.name, FALSE, ''
    FROM assignment_involvement i JOIN courts_person p ON p.name = i.name AND p.id = ANY(%(judges)s)
    WHERE i.case_id = %(case)s AND i.ended_on IS NULL AND i.person_id IS NULL
UNION ALL SELECT 'TRIED', tried.handler_id, 'case:' || c.id, coalesce(c.number, ''), TRUE, c.type_code
    FROM tried JOIN cases_case c ON c.id = tried.id WHERE tried.handler_id = ANY(%(judges)s)
UNION ALL SELECT 'CHAIN', NULL, 'case:' || c.id, coalesce(c.number, ''), TRUE, c.type_code
    FROM chain JOIN cases_case c ON c.id = chain.id
"""


def stages() -> RuleTable[Stage]:
    """The stages of procedure and whom they bar."""
    return load(NOUN, "stages", Stage)


def alike(case: Case, judges: Collection[UUID]) -> bool:
    """Whether any name or firm in the case agrees with what one of these judges declared, or anybody is
    entered in another part, so that it may have to be asked about: the quick look before a draw.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, {"case": case.pk, "judges": list(judges)})
        return bool(cursor.fetchone()[0])


def hits_for(case: Case, judges: Collection[UUID], on: date) -> list[Found]:
    """What the records show about each judge in relation to the case, certain things first.

    Declared relatives among parties and agents (by identity number, else by name or law firm), whoever
    was something else in the case, whoever tried it in another procedure.
    """
    if not judges:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FIND, {"case": case.pk, "judges": list(judges)})
        rows = cursor.fetchall()
    found = [
        Found(judge_id=judge, code=Code(code), certain=certain, key=key, name=name, by_firm=by == "firm")
        for code, judge, key, name, certain, by in rows
        if code in ("RELATIVE", "INVOLVED")
    ]
    found += _earlier(case, rows, judges)
    best: dict[tuple[UUID, str], Found] = {}
    for one in sorted(
        found, key=lambda one: (not one.certain, str(one.judge_id), one.key, one.by_firm, one.name)
    ):
        best.setdefault((one.judge_id, one.key), one)
    return list(best.values())


def _earlier(case: Case, rows: list[Any], judges: Collection[UUID]) -> Iterator[Found]:
    """Whoever tried the case in another procedure: its handlers, past ones too, and members of panels."""
    chain = {key: (name, kind) for code, _judge, key, name, _sure, kind in rows if code == "CHAIN"}
    if not chain:
        return
    sat = [(judge, key) for code, judge, key, _name, _sure, _kind in rows if code == "TRIED"]
    ids = [UUID(key.removeprefix("case:")) for key in chain]
    sat += [(person, f"case:{tried}") for person, tried in took_part(ids) if person in judges]
    kinds = _barring(case, {kind for _name, kind in chain.values()})
    barring = {key for key, (_name, kind) in chain.items() if kind in kinds}
    for judge, key in sat:
        if key in barring:
            yield Found(
                judge_id=judge, code=Code.EARLIER_PROCEDURE, certain=True, key=key, name=chain[key][0]
            )


def _barring(case: Case, kinds: Collection[str]) -> set[str]:
    """Of these types of case in the chain, those whose judges may not try this one."""
    back, known = case.type_code in kinds and returned(case), stages()
    return {kind for kind in kinds if bars(case.type_code, kind, returned=back, stages=known)}


def barring_cases(case: Case) -> list[UUID]:
    """The cases of other procedures whose trial bodies may not try this one (法释〔2011〕12号第三条)."""
    found = list(Case.objects.filter(pk__in=chain_of(case)).values_list("pk", "type_code"))
    kinds = _barring(case, {kind for _pk, kind in found})
    return [pk for pk, kind in found if kind in kinds]


def returned(case: Case) -> bool:
    """Whether the case came back: remand, ordered retrial, protest; by its procedure or by its papers."""
    if case.procedure == Procedure.RETRIAL.value:
        return True
    facts = "".join(facts for (facts,) in _FACTS.rows(case=case.pk))
    return _RETURNED.search(f"{case.title}\n{facts}") is not None


_FACTS = Read(lambda case: CaseText.objects.filter(case_id=case).values_list("facts"), case=UUID)


def chain_of(case: Case) -> list[UUID]:
    """The cases of other procedures that the papers name, or that the filing said it belongs with."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, {"case": case.pk})
        return [row[0] for row in cursor.fetchall()]


def answers_of(case: Case) -> dict[tuple[UUID, str], bool]:
    """What was said about names that agree, by judge and what they rest on."""
    rows = ConflictAnswer.objects.filter(case=case).values_list("judge_id", "key", "conflict")
    return {(judge, key): conflict for judge, key, conflict in rows}


def barred_for(case: Case, judges: Collection[UUID], on: date) -> Mapping[UUID, Exclusion]:
    """The judges left out of a case for a conflict, each with its public reason: a source of the pools."""
    found = hits_for(case, judges, on)
    if not found:
        return {}
    out = excluded(found, answers_of(case) if any(not one.certain for one in found) else {})
    return {judge: Exclusion(code.value) for judge, code in out.items()}


def open_flags(case: Case, judges: Collection[UUID], on: date) -> list[Found]:
    """Names that agree and about which nobody has said yet whether it is the same person."""
    found = hits_for(case, judges, on)
    if all(one.certain for one in found):
        return []
    return unanswered(found, answers_of(case))


def against_handler(case: Case, on: date) -> tuple[list[Code], int]:
    """What came up against whoever handles a case: grounds that are certain, and names to be looked at."""
    if case.handling.handler_id is None:
        return [], 0
    found, answers = hits_for(case, [case.handling.handler_id], on), answers_of(case)
    return list(excluded(found, answers).values()), len(unanswered(found, answers))


def flags_of_pool(case: Case, on: date) -> list[Found]:
    """The open flags of those among whom the case would be drawn: what stands in the way of its draw."""
    judges = quota_judge_ids(case.court_id, on)
    if not alike(case, judges) or not (flags := open_flags(case, judges, on)):
        return []
    route = route_case(case, on)
    members = PoolMember.objects.filter(in_force(on), pool=route.pool if route else None)
    drawn_from = set(members.values_list("judge_id", flat=True))
    return [flag for flag in flags if flag.judge_id in drawn_from]


def cases_to_ask(viewer: Viewer, on: date) -> list[Case]:
    """Cases that nobody handles in the judge's court, or their own, with a name the judge is asked about."""
    me = viewer.person_id
    if me is None:
        return []
    declared = list(Relative.objects.filter(person_id=me, ended_on=None).values_list("name", "firm"))
    if not declared:
        return []
    names, firms = [name for name, _firm in declared], [firm for _name, firm in declared if firm]
    courts = QuotaTerm.objects.filter(in_force(on), person_id=me).values("court_id")
    theirs = Q(handling__handler=None) | Q(handling__handler=me)
    to_draw = Case.objects.filter(theirs, court_id__in=courts, status=Status.OPEN.value)
    parties = Party.objects.filter(case=OuterRef("pk"), name__in=names)
    agents = CaseAgent.objects.filter(
        Q(name__in=names) | Q(firm__in=firms), case=OuterRef("pk"), ended_on=None
    )
    waiting = to_draw.filter(Exists(parties) | Exists(agents)).select_related("court", "handling")
    return [case for case in waiting.order_by("filed_on", "pk")[:MOST] if open_flags(case, [me], on)]
