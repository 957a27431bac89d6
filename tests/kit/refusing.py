"""What every refusal has in common, checked on a real one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from courts.actors.domain import Actor
from courts.refusals.domain import Refused
from courts.refusals.selectors import explain
from courts.trail.models import TrailEvent
from courts.trail.services import record_refusal
from tests.builders import instant

KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The number of a document, as a person hands it on to the administrator."""
INTERNAL_WORD = re.compile(r"[a-z]{2,}_?[a-z]{2,}")
CHINESE_SENTENCE = re.compile(r"[一-鿿].*[，。；、]")


def check_refused(act: Callable[[], Any], code: str) -> Refused:
    """``act`` is refused by ``code``: nothing on the trail of a case, whole words, the attempt is kept."""
    before = TrailEvent.objects.exclude(case_id=None).count()
    with pytest.raises(Refused) as told:
        act()
    refused = told.value
    assert refused.code == code
    assert TrailEvent.objects.exclude(case_id=None).count() == before
    for language in ("zh-hans", "en"):
        said = explain(refused, language)
        words = said.detail + said.next_step
        assert "—" not in words, "every placeholder is filled"
        wrong = INTERNAL_WORD if language == "zh-hans" else CHINESE_SENTENCE
        assert not wrong.search(KEY.sub("", words)), words
        assert said.article
    _is_kept(refused)
    return refused


def _is_kept(refused: Refused) -> None:
    court_id, case_id = refused.params["court_id"], refused.params.get("case_id")
    actor = Actor(at=instant(), label="赵敏")
    number = record_refusal(refused, court_id=court_id, actor=actor, attempt="POST /", case_id=case_id)
    last = TrailEvent.objects.filter(court_id=court_id).order_by("-seq")[0]
    assert (last.verb, last.object_id, last.case_id) == ("refused", refused.code, case_id)
    assert number == f"R-20260310-{last.seq:04d}"
