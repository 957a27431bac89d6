"""Who wants the digest by mail, and which mails went out."""

from __future__ import annotations

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from courts.outbox.models import OutboxMessage
from courts.people.models import Person
from courts.places.models import Court


@pghistory.track()
class MailChoice(models.Model):
    """A person's own choice; without a row nothing is mailed."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="mail_choice")
    by_mail = models.BooleanField(_("邮件发送每日提要"), default=False)
    language = models.CharField(_("邮件语言"), max_length=10, default="zh-hans")
    chosen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("邮件选择")
        verbose_name_plural = _("邮件选择")
        constraints = [
            models.CheckConstraint(
                name="mail_choice_language_known", condition=models.Q(language__in=["zh-hans", "en"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.by_mail}"


class DigestMail(models.Model):
    """The digest of a person and day by mail: one row however often it is tried."""

    id = models.BigAutoField(primary_key=True)
    court = models.ForeignKey(Court, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="digests")
    day = models.DateField(_("日期"))
    message = models.ForeignKey(OutboxMessage, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("发出时间"), null=True)
    dropped = models.CharField(_("未发原因"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("提要邮件")
        verbose_name_plural = _("提要邮件")
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"
