"""A real browser on a real server: ``page`` opens addresses of ``live_server``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)
QUIET = [
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    # Nothing is drawn for anybody: one process and one thread less for every page.
    *("--in-process-gpu", "--disable-software-rasterizer", "--num-raster-threads=1"),
]


def chromium() -> str | None:
    """The system's browser, None to use the test tool's own."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def live_server(live_server: Any) -> Iterator[Any]:
    """The server of pytest-django, which looks for a static file once and lets the browser keep it."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.http import HttpResponse

    found: dict[str, tuple[bytes, str]] = {}
    served = StaticFilesHandler.serve

    def serve(handler: StaticFilesHandler, request: Any) -> HttpResponse:
        if request.path not in found:
            answer = served(handler, request)
            found[request.path] = (answer.getvalue(), answer.headers["Content-Type"])
        content, kind = found[request.path]
        return HttpResponse(content, content_type=kind, headers={"Cache-Control": "max-age=86400"})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve)
        yield live_server


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for the test process."""
    from playwright.sync_api import sync_playwright

    # The tool runs an event loop in this thread, where Django would refuse every query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as tool:
        running = tool.chromium.launch(executable_path=chromium(), args=[*QUIET, *sandbox])
        yield running
        running.close()


@contextmanager
def _opened(browser: Any, live_server: Any, **how: Any) -> Iterator[Any]:
    """A page of a fresh session in Chinese; relative addresses are the live server's.

    A script error or a blocked resource (content security policy) fails the test.
    """
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce", **how
    )
    opened, faults = context.new_page(), []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console",
        lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None,
    )
    yield opened
    # Cut off in the middle, a page stands with half of its style sheets and asks for what they leave out.
    with suppress(Exception):
        opened.wait_for_load_state("load", timeout=5000)
    context.close()
    assert not faults, faults


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    """At a desk."""
    with _opened(browser, live_server, viewport={"width": 1366, "height": 768}) as opened:
        yield opened


@pytest.fixture
def phone(browser: Any, live_server: Any) -> Iterator[Any]:
    """On a phone, with a finger."""
    size = {"width": 390, "height": 844}
    with _opened(browser, live_server, viewport=size, has_touch=True, is_mobile=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def session_of(live_server: Any) -> Any:
    """``session_of(person)``: the cookie of a signed-in session of ``person``, without the login form."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    def make(person: Any) -> dict[str, str]:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        key = str(session.session_key)
        return {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}

    return make


@pytest.fixture
def sign_in(session_of: Any) -> Any:
    """``sign_in(page, person)``: the page goes on as ``person``."""

    def give(opened: Any, person: Any) -> None:
        opened.context.add_cookies([session_of(person)])

    return give
