"""A party checks the draw in a browser: computed again, found out when changed, on a phone, by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from assignment.draws.domain import Verdict
from assignment.draws.models import Draw
from assignment.draws.services import commit_draw
from cases.docket.models import Case
from tests.assignment.draws.told_series import every_series
from tests.builders import accepted_case, actor_of, court_with_people, drawn_case, today
from tests.kit.keyboard import tab_to
from tests.kit.looking import clean, easy_to_tap

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("verification")]
EVERY = every_series(today().year)
TOPS = "all => all.map(one => one.getBoundingClientRect().top)"
Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def draw(held_database: None, django_db_blocker: Any) -> Draw:
    """One draw for the whole file, whose tests only look."""
    with django_db_blocker.unblock():
        return Draw.objects.select_related("winner").get(case=drawn_case(court_with_people(), on=today()))


def states(page: Any) -> dict[str, str]:
    """Every check of the page: passed, failed or neither."""
    rows = "rows => rows.map(row => [row.dataset.check, row.className])"
    return dict(page.eval_on_selector_all("[data-check]", rows))


def test_the_draw_is_computed_again_in_the_browser(page: Any, draw: Draw) -> None:
    page.goto(f"/verify/{draw.receipt}/")
    page.wait_for_selector(".verdict.passed")
    assert "复核通过：10 项全部一致" in page.inner_text("[data-verdict-title]")
    assert set(states(page).values()) == {"passed"}
    assert draw.winner is not None and draw.winner.name in page.inner_text("[data-check=pick]")
    assert page.context.cookies() == []
    clean(page)


def lighter(bundle: dict[str, Any]) -> None:
    bundle["snapshot"]["roster"][0]["weight"] += 1


def renamed(bundle: dict[str, Any]) -> None:
    bundle["snapshot"]["case"] += "1"


def other_nonce(bundle: dict[str, Any]) -> None:
    bundle["nonce"] = bundle["nonce"][:-1] + "9"


def other_secret(bundle: dict[str, Any]) -> None:
    bundle["reveal"] = ("0" if bundle["reveal"][0] != "0" else "1") + bundle["reveal"][1:]


def other_winner(bundle: dict[str, Any]) -> None:
    ids = [row["id"] for row in bundle["snapshot"]["roster"]]
    bundle["winner"] = next(each for each in ids if each != bundle["winner"])


def other_anchor(bundle: dict[str, Any]) -> None:
    bundle["anchor"] = "a" * 64


def unfinished(bundle: dict[str, Any]) -> None:
    bundle |= {"status": "void", "seed": None, "winner": None}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lighter, {"commitment", "weights", "seed", "pick"}),
        (renamed, {"commitment", "seed", "pick"}),
        (other_nonce, {"seed", "pick"}),
        (other_secret, {"secret", "seed", "pick"}),
        (other_winner, {"pick"}),
        (other_anchor, {"anchor", "secret"}),
        (unfinished, {"seed", "pick"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_changed_bundle_is_found_out(page: Any, draw: Draw, change: Change, wrong: set[str]) -> None:
    def tamper(route: Any) -> None:
        bundle = route.fetch().json()
        change(bundle)
        route.fulfill(status=200, content_type="application/json", body=json.dumps(bundle))

    page.route("**/bundle.json", tamper)
    page.goto(f"/verify/{draw.receipt}/")
    page.wait_for_selector(".verdict.failed")
    found = {name for name, state in states(page).items() if state == "failed"}
    assert found >= wrong - {"pick"} and found, found
    assert "项不一致" in page.inner_text("[data-verdict-title]")
    if change is other_nonce:
        clean(page)


def test_without_the_published_anchor_nothing_is_said_to_agree(page: Any, draw: Draw) -> None:
    page.route("**/anchors.json*", lambda route: route.fulfill(status=200, json={"anchors": []}))
    page.goto(f"/verify/{draw.receipt}/")
    page.wait_for_selector(".verdict.failed")
    assert [name for name, state in states(page).items() if state == "failed"] == ["anchor"]


def test_from_the_notice_to_the_result_by_keyboard_on_a_phone(page: Any, draw: Draw) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/verify/")
    clean(page)
    tab_to(page, "receipt")
    page.keyboard.type("0123 4567 89ab cdef")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=没有一次抽签的查验码是")
    clean(page)
    tab_to(page, "receipt")
    page.keyboard.press("Control+a")
    page.keyboard.type(f"{draw.receipt[:8].upper()} {draw.receipt[8:]}")
    page.keyboard.press("Enter")
    page.wait_for_selector(".verdict.passed")
    clean(page)
    tops = page.eval_on_selector_all(".verdict, [data-check]", TOPS)
    assert tops == sorted(tops), "what came of it stands first, then how it was checked"
    easy_to_tap(page)
    with page.expect_download() as given:
        page.focus("a[download]")
        page.keyboard.press("Enter")
    assert given.value.suggested_filename.startswith("cf-draw-220621-")


def test_an_open_draw_is_checked_too(page: Any, draw: Draw) -> None:
    house = court_with_people("吉0623")
    case: Case = accepted_case(house, on=today())
    draw = commit_draw(case_id=case.pk, actor=actor_of(house.clerk, today()))
    page.goto(f"/verify/{draw.receipt}/?lang=en")
    page.wait_for_selector(".verdict.passed")
    assert "hidden" in states(page) and set(states(page).values()) == {"passed"}
    clean(page)


def test_without_scripts_the_page_explains_and_offers_the_bundle(
    browser: Any, live_server: Any, draw: Draw
) -> None:
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/verify/{draw.receipt}/")
    assert draw.winner is not None and draw.winner.name in page.inner_text(".verdict")
    assert "您的浏览器没有开启脚本" in page.inner_text(".verdict")
    with page.expect_download():
        page.click("a:has-text('下载数据包')")
    context.close()


def test_the_browser_says_of_every_series_what_the_program_says(page: Any, draw: Draw) -> None:
    page.goto(f"/anchors/series/?court=220621&purpose=handler&year={today().year}")
    said = page.evaluate(
        """async ([all, asked]) => {
            const { checkSeries } = await import("/static/js/cf-series.js");
            const entries = Object.entries(all).map(async ([name, { series, anchors }]) => {
                const found = await checkSeries(series, anchors, asked);
                return [name, Object.keys(found).filter((check) => found[check].length)];
            });
            return Object.fromEntries(await Promise.all(entries));
        }""",
        [
            {name: {"series": one.file(), "anchors": one.anchors} for name, one in EVERY.items()},
            {"court": "220621", "purpose": "handler", "year": today().year},
        ],
    )
    assert {name for name, faults in said.items() if not faults} == {
        name for name, one in EVERY.items() if one.verdict is not Verdict.NOT_VERIFIED
    }, said


def test_a_withheld_draw_is_counted_and_never_called_verified(page: Any, draw: Draw) -> None:
    series = EVERY["sealed draw in the middle"]
    body = series.file()
    anchors = [{"purpose": "handler", "anchor": anchor} for anchor in series.anchors]
    page.route("**/series.json*", lambda route: route.fulfill(status=200, json=body))
    page.route("**/anchors.json*", lambda route: route.fulfill(status=200, json={"anchors": anchors}))
    page.goto(f"/anchors/series/?court=220621&purpose=handler&year={draw.chain.year}")
    page.click("[data-start]")
    page.wait_for_selector(".verdict.partly")
    assert "部分复核：公布的全部一致，1 次抽签不能核验" in page.inner_text("[data-verdict-title]")
    assert "没有公布" in page.inner_text("[data-verdict-note]")
    assert set(states(page).values()) == {"passed"}
    clean(page)
    body["purpose"] = "member"
    for told in body["bundles"]:
        told["snapshot"]["chain"]["purpose"] = "member"
    page.click("[data-start]")
    page.wait_for_selector(".verdict.failed")
    assert states(page)["chain"] == "failed", "the draws of another purpose"
