"""The address of the mail server in the environment."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from settings.mail import from_environment


def read(monkeypatch: pytest.MonkeyPatch, url: str, sender: str = "法院 <court@court.example>") -> object:
    monkeypatch.setenv("EMAIL_URL", url)
    monkeypatch.setenv("EMAIL_FROM", sender)
    return from_environment()


def test_off_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAIL_URL", raising=False)
    found = from_environment()
    assert not found.on and found.backend.endswith("dummy.EmailBackend")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.court.example", 25, False, False),
        ("smtp+tls://u%40x:p%2Fw@mail.court.example", 587, True, False),
        ("smtps://u:p@mail.court.example:4650", 4650, False, True),
    ],
)
def test_an_address_is_read(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int, tls: bool, ssl: bool
) -> None:
    found = read(monkeypatch, url)
    assert (found.on, found.host, found.port) == (True, "mail.court.example", port)  # type: ignore[attr-defined]
    assert (found.tls, found.ssl, found.domain) == (tls, ssl, "court.example")  # type: ignore[attr-defined]
    if tls:
        assert (found.user, found.password) == ("u@x", "p/w")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("url", "sender"), [("http://x", "a@b"), ("smtp://", "a@b"), ("smtp://mail", ""), ("mail", "a@b")]
)
def test_what_cannot_be_read_is_said(monkeypatch: pytest.MonkeyPatch, url: str, sender: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_"):
        read(monkeypatch, url, sender)
