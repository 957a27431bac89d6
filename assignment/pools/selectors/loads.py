"""The load of a case, computed, and the open loads of judges, summed from what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Sum

from assignment.pools import domain
from assignment.pools.domain import LoadFacts
from assignment.pools.models import CaseLoad
from assignment.pools.selectors.settings import load_factors
from cases.docket.models import Case
from cases.numbers.selectors import case_types
from cases.parties.models import Party
from courts.reads.selectors import Read, Rows, among


def load_by(facts: LoadFacts) -> int:
    """What a case with these facts weighs, in hundredths of a standard case.

    The factors are those of today's table: a judge's open load is one yardstick for
    old and new cases alike.
    """
    coefficient = case_types().latest(facts.type_code).coefficient
    return domain.load_of(coefficient, facts, load_factors())


def load_of(case: Case) -> int:
    """What a case weighs, in hundredths of a standard case."""
    return load_by(
        LoadFacts(
            type_code=case.type_code,
            procedure=case.procedure,
            claim_fen=case.claim_fen,
            parties=Party.objects.filter(case_id=case.pk).count(),
            four_category=case.four_category,
        )
    )


def open_loads(court_id: int, judges: Iterable[UUID]) -> dict[UUID, int]:
    """Open weighted load of each judge in a court, in hundredths of a standard case; without cases absent."""
    return {judge: load for judge, load in _LOADS.rows(court_id=court_id, judges=list(judges))}


def _loads(court_id: int, judges: list[UUID]) -> Rows:
    rows = CaseLoad.objects.filter(court_id=court_id, judge_id__in=among(judges)).values_list("judge_id")
    return rows.annotate(load=Sum("hundredths")).order_by()


_LOADS = Read(_loads, court_id=int, judges=list)
