"""Papers as PDF: a template and its facts become pages of A4."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from courts.actors.domain import COURT_TIME
from courts.refusals.domain import Refused

HERE = "https://paper.invalid/"
"""What relative addresses of a paper are relative to; nothing answers there, and nothing is asked."""


def page(template: str, context: Mapping[str, Any], *, at: datetime, language: str = "zh-hans") -> str:
    """The paper as a page to print from a browser; ``at`` is the instant it bears.

    Papers of a procedure are always Chinese; an account that people take along may be in ``language``.
    """
    with translation.override(language):
        return render_to_string(template, {**context, "at": at.astimezone(COURT_TIME)})


def pdf(template: str, context: Mapping[str, Any], *, at: datetime, language: str = "zh-hans") -> bytes:
    """The paper as PDF. The same facts, instant and language give the same bytes.

    Only the project's own static files are read, never a network. Raises Refused
    PAPER-NO-PRINTER where the printing library's system part is missing.
    """
    text = page(template, context, at=at, language=language)
    printer = _printer()
    written: bytes = printer.HTML(string=text, base_url=HERE, url_fetcher=_fetcher()).write_pdf(
        pdf_identifier=hashlib.sha256(text.encode()).digest()[:16]
    )
    return written


def qr(text: str) -> SafeString:
    """A QR code as inline SVG in black on white, with the quiet zone scanners need."""
    code = segno.make(text, error="m", micro=False)
    return SafeString(code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None, light="#fff"))


def _printer() -> Any:
    try:
        import weasyprint
    except OSError as missing:
        raise Refused("PAPER-NO-PRINTER") from missing
    return weasyprint


@cache
def _fetcher() -> Any:
    """Gives the printer the project's static files and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class StaticOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            found = static_file(url)
            kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, found.read_bytes(), {"Content-Type": kind})

    return StaticOnly(fail_on_errors=True)


def static_file(url: str) -> Path:
    """The file of an address under STATIC_URL. Raises ValueError for any other address."""
    prefix = "/" + settings.STATIC_URL.lstrip("/")
    path = unquote(urlsplit(url).path)
    if not url.startswith(HERE) or not path.startswith(prefix):
        raise ValueError(f"a paper reads static files only, not {url}")
    name = path.removeprefix(prefix)
    collected = Path(settings.STATIC_ROOT, name) if settings.STATIC_ROOT else None
    if collected is not None and ".." not in collected.parts and collected.is_file():
        return collected
    found = finders.find(name)
    if not isinstance(found, str):
        raise ValueError(f"no static file {name}")
    return Path(found)
