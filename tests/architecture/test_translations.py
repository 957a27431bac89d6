"""The pages speak English too: every Chinese text has its translation, with the same placeholders."""

from __future__ import annotations

import re
from functools import cache

import polib

from tests.architecture.words import ROOT, texts

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
CHINESE = re.compile(r"[㐀-鿿]")


Key = tuple[str, str]


@cache
def catalogue() -> dict[Key, polib.POEntry]:
    """By context ("" without one) and text."""
    entries = polib.pofile(str(ROOT / "locale/en/LC_MESSAGES/django.po"))
    return {(entry.msgctxt or "", entry.msgid): entry for entry in entries if not entry.obsolete}


def _english(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_text_is_translated() -> None:
    known = catalogue()
    missing = {
        f"{text.where}: {text.said}"
        for text in texts()
        if CHINESE.search(text.said)
        and ((found := known.get((text.context, text.said))) is None or not all(_english(found)))
    }
    assert not missing, "\n".join(sorted(missing))


def test_what_is_said_of_one_and_of_many_is_translated_so() -> None:
    """A text looked up with a number is only found under the very pair it was written with."""
    known = catalogue()
    wrong = {
        f"{text.where}: {text.said}"
        for text in texts()
        if (found := known.get((text.context, text.said))) is not None and found.msgid_plural != text.plural
    }
    assert not wrong, "\n".join(sorted(wrong))


def test_placeholders_survive_translation() -> None:
    wrong = [
        entry.msgid
        for entry in catalogue().values()
        for said in _english(entry)
        if said
        and set(PLACEHOLDER.findall(said))
        - set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
    ]
    assert not wrong, "\n".join(wrong)


def test_no_text_is_translated_that_nobody_shows() -> None:
    stale = set(catalogue()) - {(text.context, text.said) for text in texts()}
    assert not stale, "\n".join(said for _context, said in sorted(stale))
