"""The nouns' tables, re-exported for Django."""

from courts.calendar.models import CalendarDay, CalendarYear
from courts.clients.models import ApiClient, IdempotencyKey
from courts.outbox.models import OutboxMessage
from courts.people.models import Person, Post, QuotaTerm
from courts.places.models import Court, Division
from courts.trail.models import TrailErasure, TrailEvent, TrailHead, TrailPayload

__all__ = [
    "ApiClient",
    "CalendarDay",
    "CalendarYear",
    "Court",
    "Division",
    "IdempotencyKey",
    "OutboxMessage",
    "Person",
    "Post",
    "QuotaTerm",
    "TrailErasure",
    "TrailEvent",
    "TrailHead",
    "TrailPayload",
]
