"""What use cases share: running one from a page's form, and the reason that many need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courts.refusals.domain import InvalidInput, Refused, Sentence
from courts.refusals.selectors import explain

REASON_LENGTH = 300
"""Characters of a reason that an act needs."""


def run_form(form: BaseForm, act: Callable[..., Any], **facts: Any) -> Any:
    """Run ``act(**cleaned fields, **facts)`` when the form is valid; None when it is not.

    What the use case finds wrong (InvalidInput) is put on the fields it names, so
    that the page shows it with all that was typed. Refused passes through.
    """
    if not form.is_valid():
        return None
    try:
        return act(**{**form.cleaned_data, **facts})
    except InvalidInput as invalid:
        put_on_form(form, invalid)
        return None


def put_on_form(form: BaseForm, invalid: InvalidInput) -> None:
    """Show the messages at their fields; those of no field of this form stand above it."""
    for name, found in invalid.errors.items():
        for message in found:
            form.add_error(name if name in form.fields else None, message)


@dataclass(frozen=True)
class Tried:
    """What came of a use case run from a form: its result, or the refusal to show above the form."""

    done: Any = None
    refusal: Sentence | None = None
    number: str = ""
    ok: bool = False

    @property
    def shown(self) -> dict[str, Any]:
        """What the page shows of a refusal, above the form with all that was typed."""
        return {"refusal": self.refusal, "incident": self.number}

    @property
    def status(self) -> int:
        """The status of the page that shows the form again."""
        return 422 if self.refusal else 400


def try_form(
    form: BaseForm, act: Callable[..., Any], *, keep: Callable[[Refused], str], **facts: Any
) -> Tried:
    """``run_form`` that stays on the page when a rule says no; ``keep`` puts the attempt on the trail."""
    try:
        done = run_form(form, act, **facts)
        return Tried(done, ok=not form.errors)
    except Refused as refused:
        return Tried(refusal=explain(refused, get_language() or "zh"), number=keep(refused))


def wrong_reason(reason: str) -> dict[str, str]:
    """The error of a reason that is missing or longer than ``REASON_LENGTH``; empty when it will do."""
    if not reason.strip():
        return {"reason": _("请写明理由。")}
    if len(reason.strip()) > REASON_LENGTH:
        return {"reason": _("理由不得超过 %(n)d 字。") % {"n": REASON_LENGTH}}
    return {}
