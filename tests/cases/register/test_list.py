"""The list: its filters as chips, its count, its orders, the views people keep of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from cases.register.models import SavedView
from cases.register.selectors import counted, facets, find, listed, types_in_use
from cases.register.selectors.facets import Count
from cases.register.services import MOST_VIEWS, change_view, remove_view, save_view
from courts.people.models import Person
from courts.people.selectors import viewer_of
from courts.refusals.domain import InvalidInput, NotVisible
from courts.trail.models import TrailEvent
from tests.builders import (
    CourtHouse,
    accepted_case,
    actor_of,
    court_with_people,
    drawn_case,
    filed_case,
    today,
)
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.refusing import check_refused

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=2))


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(person: Person, query: str = "") -> str:
    answer = client_of(person).get(f"/cases/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


FILTERS = {
    "status=open": ["drawn", "criminal"],
    "status=received": ["filed"],
    "case_type=民初": ["drawn", "filed"],
    "procedure=summary": ["filed"],
    "cause=离婚纠纷": ["filed"],
    "channel=prosecution": ["criminal"],
    "four_category=yes": ["filed"],
    "four_category=none": ["drawn", "criminal"],
    "sealed=no": ["drawn", "filed", "criminal"],
    "sealed=yes": [],
    "undrawn=on": ["criminal"],
    "claim_from=100万": ["drawn"],
    "claim_to=1,000": ["filed"],
    "received_to=2026-01-05": [],
    "party=赵某": ["criminal"],
    "q=盗窃": ["criminal"],
    "lamp=black": [],
    "mine=on": [],
}


@pytest.fixture(scope="module")
def cases(house: CourtHouse) -> dict[str, Any]:
    """Made once, in the transaction of the house."""
    on = today() - timedelta(days=3)
    return {
        "drawn": drawn_case(house, on=on),
        "filed": filed_case(
            house, on=on, procedure="summary", cause="离婚纠纷", claim_amount="500", four_category=True
        ),
        "criminal": accepted_case(house, on=on, criminal=True),
    }


@pytest.mark.parametrize(("query", "expected"), FILTERS.items(), ids=list(FILTERS))
def test_a_filter_narrows_and_shows_as_a_chip(
    house: CourtHouse, cases: dict[str, Any], query: str, expected: list[str]
) -> None:
    name, value = query.split("=")
    page = text(house.clerk, f"{name}={quote(value)}&order=latest")
    shown = {label for label, case in cases.items() if str(case.pk) in page}
    assert shown == set(expected)
    assert page.count("去掉条件") == 1
    assert 'href="?order=latest"' in page, "the chip's way out leaves the rest as it is"


def test_a_word_nobody_knows_is_an_error_and_hides_nothing_silently(house: CourtHouse, cases: Any) -> None:
    page = text(house.clerk, "status=nonsense")
    assert "需要改正" in page and "有条件认不出来" in page
    assert all(str(case.pk) not in page for case in cases.values())


def test_only_types_in_use_are_offered(house: CourtHouse, cases: dict[str, Any]) -> None:
    assert types_in_use([house.court.pk]) == {"民初", "刑初"}
    page = text(house.clerk)
    assert 'value="民初"' in page and 'value="民终"' not in page
    assert '<optgroup label="民事">' in page


def test_the_orders(house: CourtHouse, cases: dict[str, Any]) -> None:
    viewer = viewer_of(house.clerk, today())
    early = accepted_case(house, on=today() - timedelta(days=60))
    by_filing = [row["id"] for row in listed(viewer, {}, today(), order="filed").rows]
    assert by_filing == [cases["criminal"].pk, cases["drawn"].pk, early.pk]
    by_due = [row["id"] for row in listed(viewer, {}, today(), order="due").rows]
    assert by_due[-1] == cases["drawn"].pk and cases["filed"].pk not in by_due
    for order in ("due", "filed", "latest"):
        ids, after = [], ""
        while True:
            page = listed(viewer, {}, today(), order=order, after=after, size=1)
            ids += [row["id"] for row in page.rows]
            if page.after is None:
                break
            after = page.after
        assert ids == [row["id"] for row in listed(viewer, {}, today(), order=order).rows], order


def test_the_count_is_exact_to_a_thousand_and_said_about_above(
    house: CourtHouse, cases: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = viewer_of(house.clerk, today())
    assert counted(find(viewer, {}, today())) == Count(3)
    monkeypatch.setattr(facets, "COUNTED_TO", 2)
    about = counted(find(viewer, {}, today()))
    assert not about.exact and about.number >= 2
    assert counted(find(viewer, {}, today()), estimate=False) == Count(2, False)


def test_hits_are_marked_where_they_are(house: CourtHouse) -> None:
    accepted_case(house, on=today(), facts="借条载明<b>逾期</b>利息")
    page = text(house.clerk, f"q={quote('逾期')}")
    assert "<mark>逾期</mark>" in page and "&lt;b&gt;" in page and "事实：" in page
    assert "<mark>王建国</mark>" in text(house.clerk, f"q={quote('王建国')}")


def test_suggestions_are_for_those_logged_in_and_escape_what_they_show(house: CourtHouse) -> None:
    accepted_case(
        house, on=today(), parties=[{"role": "plaintiff", "kind": "organisation", "name": "<i>公司"}]
    )
    assert Client().get("/cases/suggest/?q=公司").status_code == 204
    page = client_of(house.clerk).get("/cases/suggest/", {"q": "<i>公"}).content.decode()
    assert "<mark>&lt;i&gt;公</mark>司" in page and page.count('role="option"') == 2


def saved(person: Person, house: CourtHouse, name: str = "未结", shared: bool = False) -> SavedView:
    actor = actor_of(person, today())
    return save_view(name=name, query="status=open", shared=shared, court_id=house.court.pk, actor=actor)


def test_a_view_is_kept_under_its_name_and_opens_what_its_reader_may_see(
    house: CourtHouse, cases: dict[str, Any]
) -> None:
    client = client_of(house.trial_management)
    form = {"name": "民事未结", "query": "case_type=民初&status=open&junk=1", "shared": "on"}
    assert client.post("/cases/views/save/", form).status_code == 302
    view = SavedView.objects.get()
    assert view.query == "status=open&case_type=%E6%B0%91%E5%88%9D" and view.shared_with_court
    assert TrailEvent.objects.filter(verb="view_saved", object_id=str(view.pk)).exists()
    assert "民事未结" in text(house.trial_management) and "民事未结" in text(house.clerk)
    assert "民事未结" not in text(house.upper_president), "shared in its own court only"
    own = text(house.head, view.query)
    assert str(cases["drawn"].pk) in own and str(cases["filed"].pk) not in own
    assert str(cases["drawn"].pk) not in text(house.administrator, view.query)


def test_only_those_with_the_duty_share(house: CourtHouse) -> None:
    """The duty is DUTY-MANAGEMENT-VIEWS, its right share_views."""
    check_refused(lambda: saved(house.president, house, shared=True), "PEOPLE-RIGHT")
    client_of(house.clerk).post(
        "/cases/views/save/", {"name": "我的", "query": "status=open", "shared": "on"}
    )
    assert SavedView.objects.get().shared_with_court is False
    assert not TrailEvent.objects.filter(verb="view_saved").exists(), "one's own views are nobody's business"


def test_views_of_others_are_not_there(house: CourtHouse) -> None:
    mine, shared = saved(house.clerk, house), saved(house.trial_management, house, "共用", shared=True)
    for view, person in ((mine, house.president), (mine, house.trial_management), (shared, house.clerk)):
        client = client_of(person)
        data = {f"{str(view.pk)[-6:]}-name": "改"}
        assert client.post(f"/cases/views/{view.pk}/", data).status_code == 404
        assert client.post(f"/cases/views/{view.pk}/remove/").status_code == 404
    with pytest.raises(NotVisible):
        remove_view(view_id=mine.pk, actor=actor_of(house.president, today()))
    assert SavedView.objects.count() == 2


def test_a_view_is_renamed_pinned_and_removed(house: CourtHouse) -> None:
    view, other = saved(house.clerk, house), saved(house.clerk, house, "另一")
    client, prefix = client_of(house.clerk), str(view.pk)[-6:]
    client.post(f"/cases/views/{view.pk}/", {f"{prefix}-name": "我的未结"})
    view.refresh_from_db()
    assert (view.name, view.pinned) == ("我的未结", False)
    assert "我的未结" not in text(house.clerk)
    page = client.post(f"/cases/views/{view.pk}/", {f"{prefix}-name": "另一", f"{prefix}-pinned": "on"})
    assert "已有名为「另一」的视图" in page.content.decode()
    actor = actor_of(house.clerk, today())
    with pytest.raises(InvalidInput):
        change_view(view_id=other.pk, name=" ", pinned=True, shared=False, actor=actor)
    assert client.post(f"/cases/views/{view.pk}/remove/").status_code == 302
    assert list(SavedView.objects.all()) == [other]


def test_saving_under_the_same_name_replaces_and_there_is_an_end(house: CourtHouse) -> None:
    assert saved(house.clerk, house).pk == saved(house.clerk, house).pk
    for n in range(MOST_VIEWS - 1):
        saved(house.clerk, house, f"视图{n}")
    with pytest.raises(InvalidInput):
        saved(house.clerk, house, "再多一个")


def test_the_built_in_views(house: CourtHouse, cases: dict[str, Any]) -> None:
    handler = cases["drawn"].handling.handler
    assert "我的在办" in text(handler) and "我的在办" not in text(house.clerk)
    assert "待分案" in text(house.clerk) and "待分案" not in text(handler)
    assert str(cases["drawn"].pk) in text(handler, "mine=on&status=open&order=due")
