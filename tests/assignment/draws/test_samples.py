"""Draws that sample: what the tables keep of them, and samples across the end of a chain."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assignment.draws.domain import check_series
from assignment.draws.models import Draw, DrawChain
from assignment.draws.selectors import bundle_of, check_chains
from tests.assignment.draws.bench import finished, short_chains
from tests.builders import court_with_people
from tests.reviews.bench import bench

pytestmark = pytest.mark.django_db


def test_a_draw_of_a_handler_has_a_case_and_a_judge() -> None:
    house = court_with_people()
    draw = finished(house)
    wrong: tuple[dict[str, Any], ...] = (
        {"case": None},
        {"subject": "RV1-2026-1"},
        {"picked": "J1"},
        {"purpose": "review"},
    )
    for changes in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.filter(pk=draw.pk).update(**changes)


def test_a_sample_draw_has_a_subject_and_what_it_picked() -> None:
    court = bench()
    case = court.close(court.house.judge)
    (sample,) = court.draw(court.plan())
    wrong: tuple[dict[str, Any], ...] = (
        {"case": case},
        {"subject": ""},
        {"picked": ""},
        {"winner": court.house.judge},
    )
    for changes in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.filter(pk=sample.draw_id).update(**changes)


def test_a_batch_goes_on_in_the_next_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    short_chains(monkeypatch, 2)
    court = bench()
    for judge in court.house.judges:
        court.close(judge)
    court.draw(court.plan())
    draws = list(
        Draw.objects.filter(purpose="review").select_related("chain").order_by("chain__part", "draw_no")
    )
    assert [(draw.chain.part, draw.draw_no) for draw in draws] == [(1, 1), (1, 2), (2, 1)]
    first = DrawChain.objects.get(purpose="review", part=1)
    assert check_series([bundle_of(draw) for draw in draws], first.anchor) == []
    reports = list(check_chains(court.house.court.pk, court.house.court.code))
    assert [(report.purpose, report.problems) for report in reports] == [("review", ())]
