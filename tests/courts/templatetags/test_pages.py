"""What every template and static file must keep: the content policy, the sprite, the vendored files."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import polib
from django.template.loader import get_template

PROJECT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
STATIC = PROJECT / "static"
VENDOR = STATIC / "vendor"
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "img/icons.svg").read_text(encoding="utf-8")))
NAMES = [str(path.relative_to(PROJECT / "templates")) for path in TEMPLATES]


FORBIDDEN = re.compile(
    r"""\sstyle=|\son\w+="|javascript:|data:image|<style|<script(?![^>]*\ssrc=)|(?:src|href)=["']https?:"""
)


def test_templates_compile() -> None:
    for name in NAMES:
        assert get_template(name)


def test_templates_keep_the_content_policy() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES}
    assert {name: found[0] for name, text in texts.items() if (found := FORBIDDEN.search(text))} == {}


def test_icons_are_in_the_sprite() -> None:
    for path in TEMPLATES:
        used = set(re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8")))
        assert used <= SPRITE, path.name


def test_own_styles_and_scripts_stay_short_and_local() -> None:
    for path in [*(STATIC / "css").glob("*.css"), *(STATIC / "js").glob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, path.name
        assert "http:" not in text.replace("http://www.w3.org/2000/svg", ""), path.name
        assert not re.search(r"https:|data:image|eval\(", text), path.name


def test_vendored_files_are_what_they_say() -> None:
    said = dict(
        re.findall(
            r"\| `([\w./-]+)` \| `[\w./-]+` \| `(sha512-[\w+/=]+)` \|", (VENDOR / "VENDOR.md").read_text()
        )
    )
    here = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*.min.*")}
    assert set(said) == here
    for name, integrity in said.items():
        content = (VENDOR / name).read_bytes()
        assert b"sourceMappingURL" not in content
        assert integrity == "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def test_no_sentence_of_the_frame_is_left_untranslated() -> None:
    catalogue = polib.pofile(str(PROJECT / "locale/en/LC_MESSAGES/django.po"))
    known = {entry.msgid for entry in catalogue.translated_entries()}
    frame = [path for path in TEMPLATES if path.parent.name in ("templates", "components", "registration")]
    asked = {
        words
        for path in frame
        for words in re.findall(r"""{% translate ["']([^"']+)["']""", path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 50
    assert asked - known == set()
