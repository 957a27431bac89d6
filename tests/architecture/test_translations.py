"""The pages speak English too: every Chinese text has its translation, with the same placeholders."""

from __future__ import annotations

import re

import polib

from tests.architecture.words import ROOT, texts

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
CHINESE = re.compile(r"[㐀-鿿]")


def catalogue() -> dict[str, polib.POEntry]:
    entries = polib.pofile(str(ROOT / "locale/en/LC_MESSAGES/django.po"))
    return {entry.msgid: entry for entry in entries if not entry.obsolete}


def _english(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_text_is_translated() -> None:
    known = catalogue()
    missing = {
        text: where
        for where, text in texts()
        if CHINESE.search(text) and (text not in known or not all(_english(known[text])))
    }
    assert not missing, "\n".join(f"{where}: {text}" for text, where in sorted(missing.items()))


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
    shown = {text for _where, text in texts()}
    stale = sorted(set(catalogue()) - shown)
    assert not stale, "\n".join(stale)
