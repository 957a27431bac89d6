"""The nouns' tables, re-exported for Django."""

from courts.accounts.models import PersonSession, RecoveryCode, SecondFactor
from courts.calendar.models import CalendarDay, CalendarYear
from courts.clients.models import ApiClient, IdempotencyKey
from courts.exports.models import Export, ExportCounter
from courts.options.models import CourtOption
from courts.outbox.models import OutboxMessage
from courts.people.models import Delegation, Person, Post, QuotaTerm
from courts.places.models import Court, Division
from courts.trail.models import TrailErasure, TrailEvent, TrailHead, TrailPayload

__all__ = [
    "ApiClient",
    "CalendarDay",
    "CalendarYear",
    "Court",
    "CourtOption",
    "Delegation",
    "Division",
    "Export",
    "ExportCounter",
    "IdempotencyKey",
    "OutboxMessage",
    "Person",
    "PersonSession",
    "Post",
    "QuotaTerm",
    "RecoveryCode",
    "SecondFactor",
    "TrailErasure",
    "TrailEvent",
    "TrailHead",
    "TrailPayload",
]
