"""Sending the digest by mail: once a person and day, tried again until the server takes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from courts.actors.domain import COURT_TIME, Actor
from courts.calendar.selectors import work_calendar
from courts.outbox.services import post
from courts.people.models import Person
from courts.people.selectors import home_court, viewer_of
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, Refused
from courts.trail.services import record, recorded
from oversight.digests.models import DigestMail, MailChoice
from oversight.digests.selectors import digest, mail_is_on, wanting

LANGUAGES = ("zh-hans", "en")


def choose_mail(*, by_mail: bool, language: str, actor: Actor) -> MailChoice:
    """Choose for oneself whether the digest comes by mail, and in which language.

    Raises Refused DIGEST-NO-ADDRESS without an address or where no mail is sent,
    InvalidInput for an unknown language.
    """
    if language not in LANGUAGES:
        raise InvalidInput({"language": _("请选择邮件语言。")})
    if actor.person_id is None:
        raise InvalidInput({"by_mail": _("只有本人可以选择。")})
    with recorded():
        person = Person.objects.select_for_update().get(pk=actor.person_id)
        court = home_court(person.pk, actor.today)
        court_id = court.pk if court else None
        if by_mail and not (person.email and mail_is_on()):
            raise Refused("DIGEST-NO-ADDRESS", court_id=court_id)
        before = MailChoice.objects.filter(pk=person.pk).first()
        chosen, _new = MailChoice.objects.update_or_create(
            person=person, defaults={"by_mail": by_mail, "language": language, "chosen_at": actor.at}
        )
        if court_id is not None:
            record(
                "mail_choice_changed",
                court_id=court_id,
                actor=actor,
                noun="mail_choice",
                object_id=person.pk,
                data={"before": _plain(before), "after": _plain(chosen)},
            )
    return chosen


def _plain(choice: MailChoice | None) -> dict[str, Any]:
    return {"by_mail": choice.by_mail, "language": choice.language} if choice else {}


def post_digests(*, day: date, at: datetime) -> int:
    """Put the day's mails on their way; on days on which courts work only, once however often this runs.

    Returns how many are new. A person without a post in force gets none.
    """
    if not mail_is_on() or not work_calendar().presuming({day.year}).is_workday(day):
        return 0
    new = 0
    for choice in wanting():
        court = home_court(choice.person_id, day)
        if court is None:
            continue
        with transaction.atomic():
            mail, made = DigestMail.objects.get_or_create(
                person_id=choice.person_id, day=day, defaults={"court": court}
            )
            if made:
                message = post("digest_mail", {"mail": mail.pk}, court_id=court.pk, at=at)
                DigestMail.objects.filter(pk=mail.pk).update(message=message)
                new += 1
    return new


def send_mail(body: dict[str, Any], at: datetime) -> None:
    """Receiver: send one mail unless it is sent; whatever the mail server answers is raised, and tried again.

    A mail of a day that is over is dropped: yesterday's work list misleads. Its
    Message-ID is that of person and day, so a mail sent twice in a crash is one to the reader.
    """
    mail = DigestMail.objects.select_for_update().filter(pk=body["mail"]).first()
    if mail is None or mail.sent_at is not None or mail.dropped:
        return
    today = at.astimezone(COURT_TIME).date()
    choice = wanting().filter(pk=mail.person_id).first()
    if choice is None or mail.day != today:
        mail.dropped = "late" if choice else "unwanted"
    else:
        compose(choice, mail.court, mail.day).send()
        mail.sent_at = at
    mail.save(update_fields=["sent_at", "dropped"])


def compose(choice: MailChoice, court: Court, day: date) -> EmailMultiAlternatives:
    """The mail of a person and day: counts and numbers of cases, nothing else about them."""
    person = choice.person
    with translation.override(choice.language):
        english = choice.language == "en"
        found = digest(viewer_of(person, day), day)
        context = {
            "person": person,
            "court": court.name_en if english and court.name_en else court.name,
            "digest": found,
            "site": settings.SITE_URL.rstrip("/"),
        }
        subject = _("【%(court)s】%(day)s 提要：待办 %(n)d 件") % {
            "court": context["court"],
            "day": day,
            "n": found.total,
        }
        mail = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("oversight/digests/mail.txt", context),
            to=[person.email],
            headers={"Message-ID": f"<digest-{day}-{person.pk.hex}@{settings.MAIL_DOMAIN}>"},
        )
        mail.attach_alternative(render_to_string("oversight/digests/mail.html", context), "text/html")
    return mail
