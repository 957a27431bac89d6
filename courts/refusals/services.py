"""Running a use case from a page's form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm

from courts.refusals.domain import InvalidInput


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
