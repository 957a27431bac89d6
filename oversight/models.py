"""The nouns' tables, re-exported for Django."""

from oversight.alerts.models import Alert
from oversight.nightly.models import NightlyRun

__all__ = ["Alert", "NightlyRun"]
