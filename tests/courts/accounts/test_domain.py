"""What a session may do next, waiting after wrong codes, and how codes are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from courts.accounts.domain import (
    LONGEST_WAIT,
    Policy,
    SessionFacts,
    Standing,
    as_typed,
    enrolment_uri,
    is_time_code,
    standing,
    wait_after,
    written,
)

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
POLICY = Policy(idle=timedelta(minutes=30), longest=timedelta(hours=12))
FINE = SessionFacts(
    since=NOW - timedelta(hours=1),
    last_seen=NOW - timedelta(minutes=5),
    ended=False,
    verified=False,
    has_post=True,
    must_change_password=False,
    has_factor=False,
    factor_required=False,
)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, Standing.OPEN),
        ({"ended": True}, Standing.ENDED),
        ({"last_seen": NOW - timedelta(minutes=30, seconds=59)}, Standing.OPEN),
        ({"last_seen": NOW - timedelta(minutes=31)}, Standing.IDLE),
        ({"since": NOW - timedelta(hours=11, minutes=59)}, Standing.OPEN),
        ({"since": NOW - timedelta(hours=12)}, Standing.TOO_OLD),
        ({"has_post": False}, Standing.NO_POST),
        ({"must_change_password": True}, Standing.CHANGE_PASSWORD),
        ({"factor_required": True}, Standing.ENROL),
        ({"has_factor": True}, Standing.VERIFY),
        ({"has_factor": True, "verified": True}, Standing.OPEN),
        ({"has_factor": True, "factor_required": True, "verified": True}, Standing.OPEN),
    ],
)
def test_what_a_session_may_do_next(changes: dict[str, object], found: Standing) -> None:
    assert standing(replace(FINE, **changes), POLICY, NOW) is found


def test_the_second_factor_comes_before_the_new_password_and_that_before_enrolling() -> None:
    both = replace(FINE, has_factor=True, must_change_password=True, factor_required=True)
    assert standing(both, POLICY, NOW) is Standing.VERIFY
    assert standing(replace(both, has_factor=False), POLICY, NOW) is Standing.CHANGE_PASSWORD


def test_only_the_endings_end() -> None:
    ending = {state for state in Standing if state.ends}
    assert ending == {Standing.ENDED, Standing.IDLE, Standing.TOO_OLD, Standing.NO_POST}


def test_wrong_codes_make_the_next_one_wait_twice_as_long_each_time_but_never_for_ever() -> None:
    assert [int(wait_after(n).total_seconds()) for n in range(7)] == [0, 0, 0, 2, 4, 8, 16]
    assert wait_after(1000) == LONGEST_WAIT


def test_codes_are_read_as_they_were_meant() -> None:
    assert written("k7mq3fxrw9ab") == "k7mq-3fxr-w9ab"
    assert as_typed(" K7MQ-3fxr w9ab ") == "k7mq3fxrw9ab"
    assert as_typed("１２３ ４５６") == "123456"
    assert is_time_code("123456") and not is_time_code("12345") and not is_time_code("k7mq3f")


def test_the_qr_code_says_what_authenticators_read() -> None:
    uri = enrolment_uri(login="fusong-president", issuer="抚松县人民法院", secret="JBSWY3DPEHPK3PXP")
    parts = urlsplit(uri)
    query = parse_qs(parts.query)
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert query["secret"] == ["JBSWY3DPEHPK3PXP"] and query["issuer"] == ["抚松县人民法院"]
    assert query["digits"] == ["6"] and query["period"] == ["30"]
    assert " " not in uri and "+" not in uri
