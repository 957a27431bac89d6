"""Structured log lines: readable in a terminal, one JSON object a line in production."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("settings.requests")

QUIET = ("/static/", "/healthz", "/readyz", "/metrics")
"""Addresses asked for so often that their lines would hide the others."""

KEYS = re.compile(r"(/agenda/feed/)[^/\s]+")
"""Addresses that are a key themselves: whoever reads the lines must not be able to use them."""


def hide_keys(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take keys out of a line: its text, its address, and what is put into its text."""
    for name in ("event", "path"):
        if isinstance(line.get(name), str):
            line[name] = KEYS.sub(r"\1…", line[name])
    return line


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    hide_keys,
]


def configure(*, json: bool, level: str = "INFO") -> dict[str, Any]:
    """Set structlog up and give Django's LOGGING, so that both end in the same lines on stderr."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    last: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if json
        else [structlog.dev.ConsoleRenderer(colors=False)]
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        "foreign_pre_chain": SHARED,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "level": level, "propagate": False},
            "celery": {"level": level},
            "axes": {"level": "WARNING"},  # what it says at INFO, the trail says better
            "pgtrigger": {"level": "WARNING"},  # a line a trigger at each migrate
        },
    }


class RequestContext:
    """Middleware: every line written while a request is answered carries its id, which the answer repeats.

    One line tells how it was answered: method, address without its query (which may name a
    party), status and milliseconds; the answer tells the milliseconds too (``Server-Timing``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = (
            given if given.isascii() and 8 <= len(given) <= 64 and given.isprintable() else uuid.uuid4().hex
        )
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id, path=request.path):
            response = self.get_response(request)
            took = (time.perf_counter() - began) * 1000
            if not request.path.startswith(QUIET):
                log.info("answered", method=request.method, status=response.status_code, ms=round(took))
        response["Server-Timing"] = f"app;dur={took:.1f}"
        response["X-Request-ID"] = request_id
        return response
