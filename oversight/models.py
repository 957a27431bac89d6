"""The nouns' tables, re-exported for Django."""

from oversight.alerts.models import Alert, Escalation, StopReminder
from oversight.digests.models import DigestMail, MailChoice
from oversight.nightly.models import FullCheck, NightlyRun
from oversight.notices.models import Notice
from oversight.rollups.models import DayFlow, DirtyDay, Docket, DrawChance, Ended, MonthFlow, Standing

__all__ = [
    "Alert",
    "DayFlow",
    "DigestMail",
    "DirtyDay",
    "Docket",
    "DrawChance",
    "Ended",
    "Escalation",
    "FullCheck",
    "MailChoice",
    "MonthFlow",
    "NightlyRun",
    "Notice",
    "Standing",
    "StopReminder",
]
