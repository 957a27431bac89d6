"""Roll-ups: counts by court and day that figures are read from. Derived, and rebuildable at any time.

Every row belongs to one court, which comes first in every key. ``sealed_case`` is
empty for rows that sum up unsealed cases; a sealed case stands in rows of its own
that carry its id, so that it is added only for those who may know of it. The rows
refer to others without a constraint in the database: they are thrown away and
made again from tables that have them.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from cases.docket.models import Case
from courts.people.models import Person
from courts.places.models import Court, Division


def _loose(to: type[models.Model], **options: Any) -> Any:
    """A reference without constraint and without an index of its own."""
    return models.ForeignKey(
        to, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False, **options
    )


class DayFlow(models.Model):
    """What came and went on one day in one division, type of case and handler.

    ``filed``, ``drawn`` and ``given`` are of the cases filed on the day: how many,
    how many of them their present handler got by a draw, how many otherwise.
    ``closed``, ``timed`` and ``late`` are of the cases closed on the day: how many,
    how many of them had a running limit, and were closed on or after its first day over.
    """

    court = _loose(Court)
    day = models.DateField()
    division = _loose(Division, null=True)
    type_code = models.CharField(max_length=6)
    handler = _loose(Person, null=True)
    sealed_case = _loose(Case, null=True)
    filed = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()
    given = models.PositiveIntegerField()
    closed = models.PositiveIntegerField()
    timed = models.PositiveIntegerField()
    late = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "day", "division", "type_code", "handler", "sealed_case"],
                nulls_distinct=False,
                name="day_flow_once",
            ),
            models.CheckConstraint(
                name="day_flow_parts_within_whole",
                condition=Q(drawn__lte=models.F("filed") - models.F("given"))
                & Q(timed__lte=models.F("closed"), late__lte=models.F("timed")),
            ),
        ]


class MonthFlow(models.Model):
    """The sums of ``DayFlow`` over a month (its first day), all handlers together."""

    court = _loose(Court)
    month = models.DateField()
    division = _loose(Division, null=True)
    type_code = models.CharField(max_length=6)
    sealed_case = _loose(Case, null=True)
    filed = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()
    given = models.PositiveIntegerField()
    closed = models.PositiveIntegerField()
    timed = models.PositiveIntegerField()
    late = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "month", "division", "type_code", "sealed_case"],
                nulls_distinct=False,
                name="month_flow_once",
            ),
            models.CheckConstraint(name="month_flow_begins_a_month", condition=Q(month__day=1)),
        ]


class Standing(models.Model):
    """Open cases that are alike: ``number`` of them, with the days on which their lamps change.

    ``state`` is ``running``, ``stopped`` or ``none``; only a running limit has lamp
    days. Each of those is the first day of that lamp or a more urgent one, so the
    lamp of any day follows by comparison. ``unconfirmed`` are imports that nobody
    confirmed as open.
    """

    class State(models.TextChoices):
        RUNNING = "running"
        STOPPED = "stopped"
        NONE = "none"

    court = _loose(Court)
    filed_on = models.DateField()
    division = _loose(Division, null=True)
    type_code = models.CharField(max_length=6)
    handler = _loose(Person, null=True)
    sealed_case = _loose(Case, null=True)
    state = models.CharField(max_length=7)
    stopped_since = models.DateField(null=True)
    blue_on = models.DateField(null=True)
    yellow_on = models.DateField(null=True)
    orange_on = models.DateField(null=True)
    red_on = models.DateField(null=True)
    black_on = models.DateField(null=True)
    unconfirmed = models.BooleanField()
    four_category = models.BooleanField(null=True)
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["court", "filed_on"], name="standing_by_filing")]
        constraints = [
            models.CheckConstraint(name="standing_is_somebody", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="standing_state",
                condition=Q(state="stopped", stopped_since__isnull=False, black_on=None)
                | Q(state="running", stopped_since=None)
                | Q(state="none", stopped_since=None, black_on=None),
            ),
        ]


class Docket(models.Model):
    """``Standing`` without its handlers: for whole courts and divisions, where it has a fiftieth of the rows.

    ``assigned`` says whether anybody handles these cases.
    """

    court = _loose(Court)
    filed_on = models.DateField()
    division = _loose(Division, null=True)
    type_code = models.CharField(max_length=6)
    assigned = models.BooleanField()
    sealed_case = _loose(Case, null=True)
    state = models.CharField(max_length=7)
    stopped_since = models.DateField(null=True)
    blue_on = models.DateField(null=True)
    yellow_on = models.DateField(null=True)
    orange_on = models.DateField(null=True)
    red_on = models.DateField(null=True)
    black_on = models.DateField(null=True)
    unconfirmed = models.BooleanField()
    four_category = models.BooleanField(null=True)
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["court", "filed_on"], name="docket_by_filing")]
        constraints = [
            models.CheckConstraint(name="docket_is_somebody", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="docket_state",
                condition=Q(state="stopped", stopped_since__isnull=False, black_on=None)
                | Q(state="running", stopped_since=None)
                | Q(state="none", stopped_since=None, black_on=None),
            ),
        ]


class Ended(models.Model):
    """Closed cases that are alike: ``number`` of them, filed on one day and closed on another.

    The difference is the natural time they took, so medians and percentiles are
    exact. ``yellow_on`` and ``black_on`` as in ``Standing``, for "near" and "over"
    on a past day.
    """

    court = _loose(Court)
    closed_on = models.DateField()
    filed_on = models.DateField()
    division = _loose(Division, null=True)
    type_code = models.CharField(max_length=6)
    handler = _loose(Person, null=True)
    sealed_case = _loose(Case, null=True)
    yellow_on = models.DateField(null=True)
    black_on = models.DateField(null=True)
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["court", "closed_on"], name="ended_by_closing")]
        constraints = [
            models.CheckConstraint(
                name="ended_after_filing", condition=Q(number__gte=1, closed_on__gte=models.F("filed_on"))
            )
        ]


class DrawChance(models.Model):
    """What chance a judge had in the draws of cases filed on a day, and how often the draw fell on them.

    ``draws`` are finished draws in whose roster the judge was eligible. ``chance`` is
    the sum of weight / total weight, ``spread`` the sum of p(1-p), both in millionths.
    """

    court = _loose(Court)
    day = models.DateField()
    judge = _loose(Person)
    sealed_case = _loose(Case, null=True)
    draws = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()
    chance = models.PositiveBigIntegerField()
    spread = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "day", "judge", "sealed_case"],
                nulls_distinct=False,
                name="draw_chance_once",
            ),
            models.CheckConstraint(
                name="draw_chance_parts_within_whole", condition=Q(drawn__lte=models.F("draws"))
            ),
        ]


class DirtyDay(models.Model):
    """A day of a court whose roll-ups are behind: added beside every change, taken by the next refresh.

    Rows are only added, one a change, so that no two changes ever wait for each other.
    """

    id = models.BigAutoField(primary_key=True)
    court = _loose(Court)
    day = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["court", "day"], name="dirty_day_by_court")]
