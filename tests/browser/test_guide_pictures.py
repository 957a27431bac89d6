"""The pictures of the guide show pages that are there. ``make pictures`` takes them anew.

In the ordinary run every page of the table opens and says what the picture shows; every
picture the documentation names lies in docs/images, is small, and is in the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from courts.people.models import Person
from tests.architecture.words import ROOT
from tests.browser.pictures import DESK, PICTURES, Picture
from tests.kit.demo import TAKE
from tests.kit.looking import DRAWN, findings

LARGEST = 150_000
LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}
MOST = 25
NAMED = re.compile(r"!\[[^\]]*\]\(([^)\s]+\.png)\)")
IMAGES = ROOT / "docs" / "images"
END = "Math.ceil(document.querySelector('main').lastElementChild.getBoundingClientRect().bottom) + 16"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def shown(browser: Any, live_server: Any, demo: None, session_of: Any) -> Iterator[Callable[[Picture], Any]]:
    """The page of a picture, opened by whom it is for."""
    opened: dict[tuple[str, str], Any] = {}

    def give(picture: Picture) -> Any:
        who, language = picture.login(), picture.language
        if (who, language) not in opened:
            context = browser.new_context(
                base_url=live_server.url, timezone_id="Asia/Shanghai", locale=LOCALES[language]
            )
            spoken = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}
            signed_in = [session_of(Person.objects.get(username=who))] if who else []
            context.add_cookies([spoken, *signed_in])
            opened[who, language] = context.new_page()
        page = opened[who, language]
        width, height = picture.size
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(picture.address())
        assert answer.status == picture.status
        page.wait_for_function(DRAWN)
        return page

    yield give
    for page in opened.values():
        page.context.close()


@pytest.mark.parametrize("picture", PICTURES, ids=str)
def test_the_page_of_a_picture(
    shown: Callable[[Picture], Any], django_db_blocker: Any, picture: Picture
) -> None:
    with django_db_blocker.unblock():
        page = shown(picture)
    said = page.locator("body").inner_text()
    assert [words for words in picture.shows if words not in said] == []
    if TAKE:
        assert findings(page) == []
        _keep(page, picture)


def _keep(page: Any, picture: Picture) -> None:
    """The window as a PNG of few colours."""
    if picture.look_at:
        page.locator(picture.look_at).first.scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    page.wait_for_timeout(700)  # charts are drawn step by step
    width, height = picture.size
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, page.evaluate(END))}
    taken = Image.open(BytesIO(page.screenshot(animations="disabled", clip=clip))).convert("RGB")
    few = taken.quantize(colors=64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{picture.name}.png", optimize=True)


def named_pictures() -> dict[Path, list[str]]:
    """Each picture the documentation names, with the files that name it."""
    found: dict[Path, list[str]] = {}
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for name in NAMED.findall(page.read_text(encoding="utf-8")):
            found.setdefault((page.parent / name).resolve(), []).append(str(page.relative_to(ROOT)))
    return found


def test_every_picture_is_named_and_every_name_is_a_picture() -> None:
    listed = {IMAGES / f"{picture.name}.png" for picture in PICTURES}
    assert set(named_pictures()) == set(IMAGES.iterdir()) == listed
    assert len(listed) <= MOST


def test_pictures_are_small() -> None:
    assert {path.name: size for path in IMAGES.glob("*.png") if (size := path.stat().st_size) > LARGEST} == {}
    assert {Image.open(path).size[0] for path in IMAGES.glob("*.png")} <= {DESK[0], 390}
