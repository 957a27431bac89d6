"""The second factor: enrolling, using and removing a time-code generator and its recovery codes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp.oath import TOTP

from courts.accounts.domain import (
    ALPHABET,
    CODE_GROUPS,
    GROUP,
    RECOVERY_CODES,
    STEP_SECONDS,
    TOLERANCE,
    Ending,
    as_typed,
    is_time_code,
    wait_after,
    written,
)
from courts.accounts.models import RecoveryCode, SecondFactor
from courts.accounts.selectors import account_court, factor_required
from courts.accounts.services.rights import checked_reason, note, require_management
from courts.accounts.services.sessions import end_all
from courts.actors.domain import Actor
from courts.people.models import Person
from courts.people.selectors import posts_of
from courts.refusals.domain import InvalidInput, NotVisible, Refused
from courts.trail.services import recorded

SECRET_BYTES = 20


@dataclass(frozen=True)
class Used:
    """A code that was accepted: whether it was a recovery code, and how many of those are left."""

    recovery: bool
    codes_left: int


def start_enrolment(*, person: Person, actor: Actor) -> SecondFactor:
    """A new secret, waiting for its first code; one that waited before is given up.

    Raises NotVisible for another's account.
    """
    _require_own(person, actor)
    cipher = _seal(secrets.token_bytes(SECRET_BYTES))
    with recorded():
        Person.objects.select_for_update().get(pk=person.pk)
        SecondFactor.objects.filter(person=person, confirmed_at=None).delete()
        return SecondFactor.objects.create(person=person, secret_cipher=cipher, created_at=actor.at)


def secret_text(factor: SecondFactor) -> str:
    """The secret as it is typed into a generator by hand: base 32, without padding."""
    return b32encode(_secret(factor)).decode().rstrip("=")


def confirm_enrolment(*, person: Person, code: str, actor: Actor) -> list[str]:
    """Put the waiting secret in force by its first code; the recovery codes, to be shown once.

    A generator in force before is replaced. Raises InvalidInput (``code``), NotVisible for another's account.
    """
    _require_own(person, actor)
    with recorded():
        factor = SecondFactor.objects.select_for_update().filter(person=person, confirmed_at=None).first()
        if factor is None:
            raise InvalidInput({"code": _("没有等待确认的密钥，请重新开始设置。")})
        step = _step_of(factor, as_typed(code), actor.at)
        if step is None:
            raise InvalidInput({"code": _("动态口令不对。请核对手机时间是否准确，输入当前显示的 6 位数字。")})
        replaced = SecondFactor.objects.filter(person=person, confirmed_at__isnull=False).delete()[0] > 0
        factor.confirmed_at = factor.last_used_at = actor.at
        factor.last_step = step
        factor.save(update_fields=["confirmed_at", "last_used_at", "last_step"])
        codes = _new_codes(factor)
        note("second_factor_enrolled", person, actor, replaced=replaced)
    return codes


def verify_code(*, person: Person, code: str, actor: Actor) -> Used:
    """Check a time code or a recovery code at login. Each is good once; wrong ones make the next wait.

    Raises InvalidInput (``code``), NotVisible for another's account or without a second factor.
    """
    _require_own(person, actor)
    typed = as_typed(code)
    with recorded():
        factor = SecondFactor.objects.select_for_update().filter(person=person, confirmed_at__isnull=False)
        found = factor.first()
        if found is None:
            raise NotVisible("second factor")
        problem = _too_soon(found, actor.at)
        used = None if problem else _accept(found, typed, actor)
        if used is None and not problem:
            problem = _note_wrong(found, person, actor)
    # The failure is kept: it is told only after its transaction.
    if used is None:
        raise InvalidInput({"code": problem})
    return used


def renew_recovery_codes(*, person: Person, actor: Actor) -> list[str]:
    """New recovery codes, shown once; the old ones are void. Raises NotVisible without a second factor."""
    _require_own(person, actor)
    with recorded():
        factor = SecondFactor.objects.select_for_update().filter(person=person, confirmed_at__isnull=False)
        found = factor.first()
        if found is None:
            raise NotVisible("second factor")
        found.recovery_codes.all().delete()
        codes = _new_codes(found)
        note("recovery_codes_renewed", person, actor, codes=len(codes))
    return codes


def give_up(*, person: Person, actor: Actor) -> None:
    """Remove one's own second factor.

    Raises Refused ACCOUNT-FACTOR-REQUIRED while a post asks for one, NotVisible without one.
    """
    _require_own(person, actor)
    held = [post.role for post in posts_of(person.pk, actor.today)]
    if factor_required(person, held):
        raise Refused("ACCOUNT-FACTOR-REQUIRED", court_id=account_court(person.pk, actor.today))
    with recorded():
        removed, _kinds = SecondFactor.objects.filter(person=person).delete()
        if not removed:
            raise NotVisible("second factor")
        note("second_factor_removed", person, actor)


def remove_second_factor(*, person: Person, actor: Actor, reason: str) -> bool:
    """Remove the second factor of somebody who lost it; their sessions end. Whether there was one.

    Where a post asks for one, they enrol anew at the next login. Raises InvalidInput (``reason``),
    Refused PEOPLE-RIGHT, ACCOUNT-SELF, ACCOUNT-SUPERUSER.
    """
    require_management(person, actor, _("解除动态口令"))
    given = checked_reason(reason)
    with recorded():
        removed, _kinds = SecondFactor.objects.filter(person=person).delete()
        if removed:
            number = end_all(person, by=Ending.BY_ADMINISTRATOR, at=actor.at)
            note("second_factor_removed", person, actor, ended=number, reason=given)
    return removed > 0


def _require_own(person: Person, actor: Actor) -> None:
    if actor.person_id != person.pk:
        raise NotVisible("account")


def _seal(secret: bytes) -> bytes:
    return Fernet(settings.COURT_FIELD_KEY).encrypt(secret)


def _secret(factor: SecondFactor) -> bytes:
    return Fernet(settings.COURT_FIELD_KEY).decrypt(bytes(factor.secret_cipher))


def _step_of(factor: SecondFactor, typed: str, at: datetime) -> int | None:
    """The time step of a right code not used yet; None for any other."""
    if not is_time_code(typed):
        return None
    clock = TOTP(_secret(factor), step=STEP_SECONDS)
    clock.time = at.timestamp()
    right = clock.verify(int(typed), tolerance=TOLERANCE, min_t=factor.last_step + 1)
    return int(clock.t()) if right else None


def _accept(factor: SecondFactor, typed: str, actor: Actor) -> Used | None:
    step = _step_of(factor, typed, actor.at)
    codes = factor.recovery_codes.filter(used_at=None)
    if step is None:
        spent = codes.filter(code_hash=_code_hash(factor, typed)).update(used_at=actor.at)
        if not spent:
            return None
        note("recovery_code_used", factor.person, actor, left=codes.count())
    else:
        factor.last_step = step
    factor.last_used_at, factor.failures, factor.failed_at = actor.at, 0, None
    factor.save(update_fields=["last_step", "last_used_at", "failures", "failed_at"])
    return Used(step is None, codes.count())


def _too_soon(factor: SecondFactor, at: datetime) -> str:
    if factor.failed_at is None:
        return ""
    left = (factor.failed_at + wait_after(factor.failures) - at).total_seconds()
    if left <= 0:
        return ""
    seconds = max(1, round(left))
    return ngettext("输错次数较多，请 %(n)d 秒后再试。", "输错次数较多，请 %(n)d 秒后再试。", seconds) % {
        "n": seconds
    }


def _note_wrong(factor: SecondFactor, person: Person, actor: Actor) -> str:
    factor.failures, factor.failed_at = factor.failures + 1, actor.at
    factor.save(update_fields=["failures", "failed_at"])
    note("second_factor_failed", person, actor, address=actor.address, failures=factor.failures)
    return _("动态口令不对，或已经用过。请等手机显示下一个 6 位数字再输入。")


def _new_codes(factor: SecondFactor) -> list[str]:
    codes = [_random_code() for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, code_hash=_code_hash(factor, code)) for code in codes
    )
    return [written(code) for code in codes]


def _random_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(GROUP * CODE_GROUPS))


def _code_hash(factor: SecondFactor, code: str) -> str:
    message = f"recovery-code\n{factor.pk}\n{code}".encode()
    return hmac.new(settings.COURT_FIELD_KEY, message, hashlib.sha256).hexdigest()
