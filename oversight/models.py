"""The nouns' tables, re-exported for Django."""

from oversight.alerts.models import Alert, Escalation
from oversight.digests.models import DigestMail, MailChoice
from oversight.nightly.models import NightlyRun
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
    "MailChoice",
    "MonthFlow",
    "NightlyRun",
    "Notice",
    "Standing",
]
