"""People, the posts they hold and their status as quota judges, all by date."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from courts.actors.domain import Right, Role
from courts.places.models import Court, Division

DOCUMENT_LENGTH = 60
REASON_LENGTH = 300
UNDELEGATED = (Right.CLOSE, Right.GRANT, Right.ADMINISTER)
"""Rights that the table itself keeps out of every delegation, whatever the rule file says."""


class PersonManager(BaseUserManager["Person"]):
    """Makes people; ``createsuperuser`` uses it too."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> Person:
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, username: str, password: str | None = None, **fields: object) -> Person:
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username=username)


@pghistory.track(exclude=["password", "last_login"])
class Person(AbstractBaseUser, PermissionsMixin):
    """A member of a court. What a person may do follows from posts, never from flags here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(_("登录名"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    email = models.EmailField(_("电子邮箱"), blank=True, default="")
    must_change_password = models.BooleanField(_("须先修改密码"), default=False)
    password_changed_at = models.DateTimeField(_("密码修改时间"), null=True, blank=True, editable=False)
    is_active = models.BooleanField(_("启用"), default=True)
    is_staff = models.BooleanField(_("可进入后台"), default=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("人员")
        verbose_name_plural = _("人员")

    def __str__(self) -> str:
        return self.name


def _ends_after_it_begins() -> Q:
    return Q(to_on=None) | Q(to_on__gte=F("from_on"))


@pghistory.track()
class Post(models.Model):
    """A post: who, where, as what, from when, to when (inclusive; open while null)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name=_("人员"))
    court = models.ForeignKey(Court, models.PROTECT, related_name="posts", verbose_name=_("法院"))
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("部门")
    )
    role = models.CharField(_("职务"), max_length=20, choices=[(role.value, role.value) for role in Role])
    from_on = models.DateField(_("任职日"))
    to_on = models.DateField(_("免职日"), null=True, blank=True)
    document = models.CharField(_("任职文号"), max_length=DOCUMENT_LENGTH, blank=True, default="")
    end_document = models.CharField(_("免职文号"), max_length=DOCUMENT_LENGTH, blank=True, default="")

    class Meta:
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        indexes = [models.Index(fields=["court", "role", "from_on"], name="post_by_court_and_role")]
        constraints = [
            models.CheckConstraint(name="post_ends_after_it_begins", condition=_ends_after_it_begins()),
            models.CheckConstraint(
                name="post_role_known", condition=Q(role__in=[role.value for role in Role])
            ),
            models.CheckConstraint(
                name="post_with_division_reach_has_division",
                condition=~Q(role__in=[Role.DIVISION_HEAD.value, Role.ASSISTANT.value])
                | Q(division__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"


@pghistory.track()
class QuotaTerm(models.Model):
    """Time in which a judge is within the quota (员额): only then may cases be drawn to them."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="quota_terms", verbose_name=_("法官"))
    court = models.ForeignKey(Court, models.PROTECT, related_name="quota_terms", verbose_name=_("法院"))
    from_on = models.DateField(_("入额日"))
    to_on = models.DateField(_("退额日"), null=True, blank=True)
    document = models.CharField(_("入额文号"), max_length=DOCUMENT_LENGTH, blank=True, default="")
    end_document = models.CharField(_("退额文号"), max_length=DOCUMENT_LENGTH, blank=True, default="")

    class Meta:
        verbose_name = _("员额")
        verbose_name_plural = _("员额")
        indexes = [models.Index(fields=["court", "from_on"], name="quota_by_court")]
        constraints = [
            models.CheckConstraint(name="quota_ends_after_it_begins", condition=_ends_after_it_begins())
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.from_on}"


@pghistory.track()
class Delegation(models.Model):
    """Rights of a post that somebody else exercises for its holder from one day to another (授权代行).

    ``revoked_on`` is the first day without them. The decisions of a handling judge are never among them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    court = models.ForeignKey(Court, models.PROTECT, related_name="delegations", verbose_name=_("法院"))
    from_post = models.ForeignKey(Post, models.PROTECT, related_name="delegations", verbose_name=_("职务"))
    to_person = models.ForeignKey(
        Person, models.PROTECT, related_name="delegations", verbose_name=_("受托人")
    )
    rights = ArrayField(models.CharField(max_length=20), verbose_name=_("权限"))
    from_on = models.DateField(_("开始日"))
    to_on = models.DateField(_("结束日"))
    reason = models.CharField(_("事由"), max_length=REASON_LENGTH)
    entered_at = models.DateTimeField(_("登记时间"))
    entered_by = models.CharField(_("登记人"), max_length=160)
    revoked_on = models.DateField(_("撤回日"), null=True, blank=True)
    revoked_reason = models.CharField(_("撤回理由"), max_length=REASON_LENGTH, blank=True, default="")

    class Meta:
        verbose_name = _("授权")
        verbose_name_plural = _("授权")
        indexes = [
            models.Index(fields=["to_person", "to_on"], name="delegation_by_receiver"),
            models.Index(fields=["court", "-from_on"], name="delegation_by_court"),
        ]
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_begins", condition=Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(name="delegation_of_something", condition=Q(rights__len__gt=0)),
            models.CheckConstraint(
                name="delegation_never_of_decisions",
                condition=~Q(rights__overlap=[right.value for right in UNDELEGATED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_post} {self.to_person}"
