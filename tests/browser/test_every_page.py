"""Every page of the system, in both languages, at a desk and on a phone: what holds for all of them.

The accessibility checker finds nothing, nothing is wider than the window, no control is too small
for a finger, the browser has nothing to report, the page has a title and one heading, and English
pages are English. The accessibility checker looks at each page in Chinese: whole at a desk, and on a
phone at what the width of the window decides; at what stands around every page, once for each person;
at the contrast of a text, once for each place in the structure of pages.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser.chinese import chinese_data
from tests.browser.no_pages import LED_ON, PARTS, POSTED
from tests.browser.visits import VISITS, Visit
from tests.browser.world import World, make_world
from tests.kit.looking import DRAWN, checker, findings, left_in_chinese, shorten, too_small, too_wide

pytestmark = pytest.mark.slow
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
COUNTED = {
    "responseCode": 200,
    "responseHeaders": [{"name": "Content-Type", "value": "text/html"}],
    "body": b64encode(b"<span hidden data-counted></span>").decode(),
}
HEAD = """() => [document.title, document.querySelectorAll("h1").length, document.documentElement.lang,
  document.querySelectorAll("[data-chart]").length]"""
LANGUAGES = [pytest.param("zh-hans", id="zh"), pytest.param("en", id="en")]


@pytest.fixture(scope="module")
def world(held_database: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        made = make_world()
    yield made


@pytest.fixture(scope="module")
def data(world: World, django_db_blocker: Any) -> list[Any]:
    with django_db_blocker.unblock():
        return chinese_data()


@pytest.fixture(scope="module")
def window(browser: Any, live_server: Any, world: World, session_of: Any) -> Iterator[Callable[..., Any]]:
    """``window(who, language)``: a page of somebody who is signed in, and what the browser says of it.

    One for each language, so that what every page loads is loaded once; ``page.new`` says whether
    this person comes to it for the first time.
    """
    opened: dict[str, Any] = {}
    sessions: dict[str, list[Any]] = {"": []}

    def count(page: Any, session: Any, asked: str) -> None:
        """What waits is counted for real where the frame is looked at."""
        if page.new:
            session.send("Fetch.continueRequest", {"requestId": asked})
        else:
            session.send("Fetch.fulfillRequest", {"requestId": asked, **COUNTED})

    def give(who: str, language: str) -> Any:
        if language not in opened:
            context = browser.new_context(
                base_url=live_server.url, timezone_id="Asia/Shanghai", viewport=DESK
            )
            if language != "en":
                context.add_init_script(checker())
            opened[language] = page = context.new_page()
            page.faults, page.known, page.spoken, page.coloured = [], set(), language, set()
            page.who = None
            page.on("pageerror", lambda error: page.faults.append(str(error)))
            page.on("console", lambda line: line.type == "error" and page.faults.append(line.text))
            # The tool's own way to answer a request would have the browser keep no file of any page.
            session = context.new_cdp_session(page)
            session.on("Fetch.requestPaused", lambda asked: count(page, session, asked["requestId"]))
            session.send("Fetch.enable", {"patterns": [{"urlPattern": "*/nav/counts/"}]})
        page = opened[language]
        if who not in sessions:
            sessions[who] = [session_of(world.person(who))]
        page.new = who not in page.known
        page.known.add(who)
        if page.who != who:
            spoken = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}
            page.context.clear_cookies()
            page.context.add_cookies([spoken, *sessions[who]])
            page.who = who
        return page

    yield give
    for page in opened.values():
        page.context.close()


def faults_of(page: Any, visit: Visit, language: str, data: list[Any]) -> Iterator[str]:
    """Everything that is wrong with the page that stands in the window, as wide as at a desk."""
    yield from page.faults
    title, headings, written, charts = page.evaluate(HEAD)
    if not title.split("·")[0].strip():
        yield "no title"
    if headings != 1:
        yield f"{headings} h1"
    if written != language:
        yield f"the page says it is in {written}"
    if charts != visit.charts:
        yield f"{charts} charts"
    yield from (f"{DESK['width']} px: {one}" for one in too_wide(page))
    page.set_viewport_size(PHONE)
    yield from (f"{PHONE['width']} px: {one}" for one in too_wide(page))
    yield from (f"too small: {one}" for one in too_small(page))
    if language == "en":
        yield from (f"not in English: {text}" for text in left_in_chinese(page, data))
    if page.spoken != "en":
        shorten(page)
        yield from (f"phone: {one}" for one in findings(page, frame=page.new, layout=True))
        page.set_viewport_size(DESK)
        yield from (f"desk: {one}" for one in findings(page, frame=page.new, coloured=page.coloured))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_a_page(
    window: Callable[..., Any], world: World, data: list[Any], visit: Visit, language: str
) -> None:
    page = window(visit.who, language)
    if page.viewport_size != DESK:
        page.set_viewport_size(DESK)
    page.faults.clear()
    answer = page.goto(visit.address(world))
    assert answer.status == visit.status
    assert answer.headers["content-type"].startswith("text/html")
    page.wait_for_function(DRAWN)
    if visit.status != 200:
        page.faults[:] = [fault for fault in page.faults if f"status of {visit.status}" not in fault]
    found = list(faults_of(page, visit, "zh-Hans" if visit.paper or language != "en" else "en", data))
    assert not found, "\n".join([page.url, *found])


def named_addresses(resolver: Any = None, above: str = "") -> Iterator[str]:
    """The name of every address but those of REST and of Django's own administration."""
    for entry in (resolver or get_resolver()).url_patterns:
        where = above + str(entry.pattern)
        if where.startswith(("admin/", "api/v1/")):
            continue
        if isinstance(entry, URLResolver):
            yield from named_addresses(entry, where)
        elif isinstance(entry, URLPattern) and entry.name:
            yield entry.name


def test_every_page_is_in_the_table() -> None:
    listed = {visit.name for visit in VISITS} | {*POSTED, *PARTS, *LED_ON}
    assert set(named_addresses()) == listed


def test_what_is_only_posted_to_is_no_page(window: Callable[..., Any], world: World) -> None:
    asked = window("administrator", "zh-hans").request
    answered = {name: asked.get(reverse(name, kwargs=named(world))).status for name, named in POSTED.items()}
    assert answered == dict.fromkeys(POSTED, 405)


@pytest.mark.parametrize("name", PARTS)
def test_files_data_and_pieces_are_no_pages(window: Callable[..., Any], world: World, name: str) -> None:
    who, named, kind = PARTS[name]
    answer = window(who, "zh-hans").request.get(reverse(name, kwargs=named(world)))
    assert answer.headers["content-type"].startswith(kind)
    assert b"<html" not in answer.body()
