"""The user guide as pages: in the reader's language, one's own posts marked; files and addresses in step."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polib
import pytest
from django.test import Client

from courts.manual.selectors import GUIDE, PAGES, guide_title
from tests.architecture.words import ROOT
from tests.builders import CourtHouse, court_with_people

LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
SHOWN = re.compile(r"`(/[a-z][a-z0-9./_-]*/)`")

CHINESE_LABEL = re.compile(r"「([^」]+)」")
ENGLISH_LABEL = re.compile(r"(?<!\*)\*([A-Za-z][^*]+)\*(?!\*)")
EXAMPLES = {
    *("代 某人（职务）", "届满已过 6 日", "超审限第 5 日", "复核通过 VERIFIED", "改日期", "共 n 天"),
    "多少件未结案件的审限日期会移动",
}


@pytest.fixture
def house(db: None) -> CourtHouse:
    return court_with_people()


def get(person: Any, path: str, language: str = "zh-hans") -> Any:
    client = Client()
    client.force_login(person)
    return client.get(path, headers={"Accept-Language": language})


def test_the_guide_speaks_the_readers_language(house: CourtHouse) -> None:
    assert "权限跟着任职走" in get(house.clerk, "/help/").content.decode()
    assert "Rights follow posts" in get(house.clerk, "/help/", "en").content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_there_in_both_languages(house: CourtHouse, name: str) -> None:
    for language in ("zh-hans", "en"):
        answer = get(house.judge, f"/help/{name}/", language)
        assert answer.status_code == 200
        assert f"<h1>{guide_title(name, language)}</h1>" in answer.content.decode()


def test_ones_own_posts_are_marked(house: CourtHouse) -> None:
    text = get(house.clerk, "/help/").content.decode()
    assert re.findall(r'<a class="chip chip-brass" href="(/help/[a-z-]+/)"', text) == ["/help/clerk/"]


def test_pictures_and_links_lead_into_the_product(house: CourtHouse) -> None:
    text = get(house.judge, "/help/judge/").content.decode()
    assert '<a href="/help/alerts/">' in text
    (source,) = set(re.findall(r'src="(/static/guide/case\.[^"]*png)"', text))
    assert "../" not in text and ".md" not in text and source


def test_another_page_is_none(house: CourtHouse) -> None:
    assert get(house.clerk, "/help/nothing/").status_code == 404
    assert Client().get("/help/")["Location"] == "/login/?next=/help/"


def test_the_pages_are_the_files() -> None:
    for language in ("zh", "en"):
        assert {path.stem for path in (GUIDE / language).iterdir()} == set(PAGES)


def documents() -> list[Path]:
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_no_link_of_the_documentation_is_dead() -> None:
    dead = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in documents()
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert dead == []


def words_of_the_product() -> str:
    """Everything pages can say: texts with their translations, templates, rule files. In small letters."""
    entries = polib.pofile(str(ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    said = [text for entry in entries for text in (entry.msgid, entry.msgstr, *entry.msgstr_plural.values())]
    files = [*ROOT.glob("*/*/rules.yaml"), *(ROOT / "templates").rglob("*.html")]
    return "\n".join([*said, *(path.read_text(encoding="utf-8") for path in files)]).lower()


def test_what_the_guide_quotes_stands_on_the_pages() -> None:
    """A label in 「…」 or, in English, in *…* is one of the product's own; examples are named here."""
    whole, strange = words_of_the_product(), []
    for language, quoted, ends in (("zh", CHINESE_LABEL, ""), ("en", ENGLISH_LABEL, " ")):
        for path in sorted((GUIDE / language).glob("*.md")):
            text = re.sub(r"\s*\n\s*", ends, path.read_text(encoding="utf-8"))
            found = [words for words in quoted.findall(text) if words.lower() not in whole]
            strange += [f"{language}/{path.name}: {words}" for words in found if words not in EXAMPLES]
    assert strange == []


def test_every_address_the_guide_names_leads_somewhere() -> None:
    """Addresses in backquotes that end in a slash, such as ``/office/people/``."""
    from django.urls import resolve

    named = {
        address for path in GUIDE.rglob("*.md") for address in SHOWN.findall(path.read_text(encoding="utf-8"))
    }
    assert "/office/people/" in named
    for address in named:
        resolve(address)
