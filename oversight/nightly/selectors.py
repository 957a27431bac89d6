"""What the nights have done."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from oversight.nightly.models import NightlyRun


def last_finished() -> date | None:
    """The latest business date that is done; None before the first."""
    return _latest(finished_at__isnull=False)


def frontier() -> date | None:
    """The latest business date that was begun: lines up to it are not looked at by a later night."""
    return _latest()


def _latest(**wanted: bool) -> date | None:
    found: date | None = NightlyRun.objects.filter(**wanted).aggregate(day=Max("business_date"))["day"]
    return found


def latest_run() -> NightlyRun | None:
    """The newest night, done or not."""
    return NightlyRun.objects.order_by("-business_date").first()
