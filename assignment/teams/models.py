"""Specialised panels and trial teams, and the people in them by date."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courts.people.models import Person
from courts.places.models import Court, Division


@pghistory.track()
class Team(models.Model):
    """A specialised panel or a trial team of a court, with what it tries and how it is made up.

    ``causes`` are codes of causes or of headings above them; ``formation`` is the formula
    it should meet, judges + assistants + clerks (1+1+1, 1+N). ``rotated_on`` is the day from
    which its present composition counts.
    """

    class Kind(models.TextChoices):
        PANEL = "panel", _("专业合议庭")
        TEAM = "team", _("审判团队")

    court = models.ForeignKey(Court, models.PROTECT, related_name="teams", verbose_name=_("法院"))
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="teams", verbose_name=_("部门")
    )
    kind = models.CharField(_("类别"), max_length=6, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=60)
    causes = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("专业范围"))
    formation = models.CharField(_("编成"), max_length=12)
    from_on = models.DateField(_("成立日"))
    to_on = models.DateField(_("撤销日"), null=True, blank=True)
    rotated_on = models.DateField(_("上次轮换日"))

    class Meta:
        verbose_name = _("审判团队")
        verbose_name_plural = _("审判团队")
        constraints = [
            models.CheckConstraint(
                name="team_ends_after_it_begins", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="team_rotates_within_its_time", condition=Q(rotated_on__gte=F("from_on"))
            ),
            models.UniqueConstraint(
                fields=["court", "name"], condition=Q(to_on=None), name="team_name_once_a_court"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TeamMember(models.Model):
    """A person's time in a team. A people's assessor has no account: only a name."""

    class Part(models.TextChoices):
        JUDGE = "judge", _("法官")
        ASSISTANT = "assistant", _("法官助理")
        CLERK = "clerk", _("书记员")
        ASSESSOR = "assessor", _("人民陪审员")

    team = models.ForeignKey(Team, models.PROTECT, related_name="members", verbose_name=_("审判团队"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="team_terms", verbose_name=_("人员")
    )
    name = models.CharField(_("姓名"), max_length=60)
    part = models.CharField(_("分工"), max_length=10, choices=Part.choices)
    from_on = models.DateField(_("加入日"))
    to_on = models.DateField(_("离开日"), null=True, blank=True)

    class Meta:
        verbose_name = _("团队成员")
        verbose_name_plural = _("团队成员")
        constraints = [
            models.CheckConstraint(
                name="team_member_ends_after_it_begins", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="team_member_is_known", condition=Q(person__isnull=False) | Q(part="assessor")
            ),
            models.UniqueConstraint(
                fields=["team", "person"],
                condition=Q(to_on=None, person__isnull=False),
                name="team_member_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.name}"
