"""Every business event has its words, and every word its event."""

from __future__ import annotations

import re

from cases.docket.registry import CaseEvent
from courts.trail.selectors import verbs
from tests.kit.sources import calls

WRITERS = ("record", "note", "_note", "_tell")


def written() -> set[str]:
    """Verbs the code writes: the first argument of whatever puts an event on the trail, and choices of it."""
    found = {text for call in calls(*WRITERS) for text in call.texts}
    return {text for text in found if re.fullmatch(r"[a-z]+(_[a-z]+)+|refused|warned", text)}


def test_the_scan_finds_the_verbs() -> None:
    assert {"case_filed", "case_closed", "refused", "warned", "draw_revealed", "alert_raised"} <= written()
    assert len(written()) >= 20


def test_every_verb_that_is_written_has_its_row() -> None:
    assert written() - {rule.code for rule in verbs()} == set()


def test_a_verb_reads_in_both_languages() -> None:
    for rule in verbs():
        assert re.search("[一-鿿]", rule.zh) and not re.search("[一-鿿]", rule.en)


def test_the_events_of_a_case_are_verbs() -> None:
    announced = {event.value for event in CaseEvent} - {CaseEvent.CLOCK_CHANGED.value}
    assert announced <= {rule.code for rule in verbs()}
