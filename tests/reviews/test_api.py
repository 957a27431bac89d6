"""REST: reviews are read, never written; what the judge has not been told is told to nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.plans.services import lock_sample
from reviews.procedure.models import Review
from tests.kit.rest import BAISHAN, SIPING, rest
from tests.reviews.bench import Bench, bench

pytestmark = pytest.mark.django_db
SCOPES = "reviews:read draws:read cases:write"
ROW = {
    *("id", "court", "plan", "plan_label", "kind", "case", "number", "judge", "status", "drawn_at"),
    *("told_on", "objection_until", "final_at", "total", "grade"),
}


@pytest.fixture
def court() -> Bench:
    return bench()


def test_a_row_says_what_is_known(court: Bench) -> None:
    review = court.final(court.review())
    (row,) = rest(scopes=SCOPES).get("/reviews/").json()["results"]
    assert set(row) == ROW
    assert (row["court"], row["status"], row["total"], row["grade"]) == ("220621", "final", "99", "excellent")
    assert (row["number"], row["plan_label"], row["kind"]) == (review.case.number, "RV1-2026-1", "RV1")
    assert row["judge"] == {"id": str(review.judge_id), "name": review.judge.name}
    assert (row["told_on"], row["objection_until"]) == ("2026-03-10", "2026-03-20")


def test_pages_hold_every_review_once_the_newest_first(court: Bench) -> None:
    reviews = court.reviews()
    client, seen, path = rest(scopes=SCOPES), [], "/reviews/?page_size=2"
    while path:
        page = client.get(path).json()
        seen += [row["id"] for row in page["results"]]
        path = page["next"]
    assert seen == [str(review.pk) for review in sorted(reviews, key=lambda r: r.pk, reverse=True)]


def test_no_query_per_row(court: Bench) -> None:
    court.reviews()
    client = rest(scopes=SCOPES)
    client.get("/reviews/")
    with CaptureQueriesContext(connection) as few:
        client.get("/reviews/?page_size=1")
    with CaptureQueriesContext(connection) as many:
        client.get("/reviews/?page_size=200")
    assert len(few) == len(many)


def test_filters(court: Bench) -> None:
    first, second, _third = court.reviews()
    court.final(first)
    client = rest(scopes=SCOPES)
    counts = {
        "": 3,
        "?court=220621": 3,
        "?status=final": 1,
        "?status=drawn": 2,
        f"?plan={second.plan_id}": 3,
        f"?plan={second.pk}": 0,
    }
    found = {query: len(client.get(f"/reviews/{query}").json()["results"]) for query in counts}
    assert found == counts
    for query in ("?status=lost", "?plan=1", "?court=999999", "?judge=x"):
        assert client.get(f"/reviews/{query}").status_code == 400, query


def items(client: Any, review: Review) -> list[dict[str, Any]]:
    answer = client.get(f"/reviews/{review.pk}/")
    assert answer.status_code == 200
    return list(answer.json()["items"])


def test_items_are_those_the_judge_was_told(court: Bench) -> None:
    review, client = court.review(), rest(scopes=SCOPES)
    court.opined(review)
    assert items(client, review) == []
    from reviews.procedure.services import tell

    tell(review_id=review.pk, actor=court.office)
    (item,) = items(client, review)
    assert item == {
        "number": 32,
        "code": "Q32",
        "name": "说理回应各争议点",
        "maximum": "4",
        "deduction": "1",
        "veto": False,
        "place": "判决书第 7 页",
        "rule": "",
        "reason": "质量抗辩只列未答",
    }
    assert client.get(f"/reviews/{review.pk}/").json()["total"] is None


def test_the_second_opinion_counts_once_final(court: Bench) -> None:
    review, client = court.reviewed_again(court.review()), rest(scopes=SCOPES)
    assert [item["code"] for item in items(client, review)] == ["Q32"]
    from reviews.procedure.services import finalise

    finalise(review_id=review.pk, note_text="异议成立。", actor=court.office)
    assert items(client, review) == []
    assert client.get(f"/reviews/{review.pk}/").json()["total"] == "100"


def test_no_answer_names_a_reviewer(court: Bench) -> None:
    review = court.reviewed_again(court.review())
    text = rest(scopes=SCOPES).get(f"/reviews/{review.pk}/").content.decode()
    assert not any(reviewer.name in text or str(reviewer.pk) in text for reviewer in court.reviewers)


def test_who_may_read(court: Bench) -> None:
    review = court.final(court.review())
    path = f"/reviews/{review.pk}/"
    assert rest(BAISHAN, SCOPES).get(path).status_code == 200
    assert rest(SIPING, SCOPES).get(path).status_code == 404
    assert rest(scopes="cases:read").get(path).status_code == 403
    assert rest(scopes="cases:read").get("/reviews/").status_code == 403
    assert rest(scopes=SCOPES).post(path, {}).status_code == 405
    assert rest(scopes=SCOPES).get("/reviews/01a1fbd4-5b89-74e4-9938-3a88d10f22ce/").status_code == 404


def test_coverage_is_an_indicator(court: Bench) -> None:
    court.reviews(court.house.judges[:2])
    court.close(court.house.judges[2])
    query = "court=220621&from=2026-03-01&to=2026-03-10&codes=C27"
    (row,) = rest(scopes="indicators:read").get(f"/indicators/values/?{query}").json()["results"]
    assert (row["code"], row["numerator"], row["denominator"]) == ("C27", 2, 3)


def test_a_sample_draw_is_read_and_never_moved_over_rest(court: Bench) -> None:
    court.close(court.house.judge)
    (draw,) = lock_sample(plan_id=court.plan().pk, actor=court.office)
    client = rest(scopes=SCOPES)
    answer = client.get(f"/draws/{draw.pk}/").json()
    assert (answer["purpose"], answer["case"], answer["picked"]) == ("review", None, None)
    assert client.get(f"/draws/{draw.pk}/bundle/").json()["reveal"] is None
    assert client.post(f"/draws/{draw.pk}/nonce/", {"nonce": "7"}).status_code == 404
    assert client.post(f"/draws/{draw.pk}/reveal/", {}).status_code == 404
    assert rest(scopes="draws:read").get(f"/draws/{draw.pk}/").status_code == 404
