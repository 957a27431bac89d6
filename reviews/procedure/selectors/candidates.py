"""Who may review a case: holders of the reviewer's post, their load, and what stands against them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from uuid import UUID

from cases.nodes.models import NodeEvent
from courts.actors.domain import Role
from courts.people.models import Person, Post
from courts.people.selectors import holders, in_force
from reviews.procedure.domain import Candidate, CaseTies, by_preference, conflicts
from reviews.procedure.models import Assignment, Review


def ties_of(review: Review) -> CaseTies:
    """Whom the reviewed case belongs to, and who was assigned to its review before."""
    worked = NodeEvent.objects.filter(case_id=review.case_id, entered_by_person__isnull=False)
    body = set(worked.values_list("entered_by_person_id", flat=True)) | {review.case.entered_by_id}
    assigned = Assignment.objects.filter(review=review).values_list("reviewer_id", flat=True)
    return CaseTies(
        handler=review.judge_id,
        division=review.division_id,
        body=frozenset(person for person in body if person is not None) - {review.judge_id},
        reviewed=frozenset(assigned),
    )


def reviewers(court_id: int, on: date) -> list[Candidate]:
    """The court's reviewers on a day, with their divisions and open assignments."""
    people: list[Person] = list(holders(Role.REVIEWER, court_id, on))
    ids = [person.pk for person in people]
    divisions: dict[UUID, set[int]] = defaultdict(set)
    posts = Post.objects.filter(in_force(on), court_id=court_id, person_id__in=ids, division__isnull=False)
    for person_id, division_id in posts.values_list("person_id", "division_id"):
        if division_id is not None:
            divisions[person_id].add(division_id)
    open_ = Assignment.objects.filter(reviewer_id__in=ids, done_at=None, replaced_at=None)
    loads = Counter(open_.values_list("reviewer_id", flat=True))
    return [
        Candidate(
            person=person.pk,
            name=person.name,
            divisions=frozenset(divisions[person.pk]),
            load=loads[person.pk],
        )
        for person in people
    ]


def candidates(review: Review, on: date, among: list[Candidate] | None = None) -> list[Candidate]:
    """Every reviewer with what stands against them in this case, whoever is free and least loaded first."""
    ties = ties_of(review)
    pool = reviewers(review.court_id, on) if among is None else among
    return by_preference(replace(one, conflicts=conflicts(one, ties)) for one in pool)
