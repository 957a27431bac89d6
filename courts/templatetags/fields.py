"""Form fields on a page: the control with the right class, and all problems of a form at once."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()

_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.filter
def kind(field: BoundField) -> str:
    """``choices`` (radio, several boxes), ``check`` (one box), ``select`` or ``text``."""
    widget = field.field.widget
    if isinstance(widget, _GROUPS):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "select" if isinstance(widget, forms.Select) else "text"


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The bare control. Django itself adds ``aria-describedby`` and ``aria-invalid``."""
    css = {"check": "form-check-input", "select": "form-select"}.get(kind(field), "form-control")
    own = field.field.widget.attrs.get("class", "")
    return SafeString(field.as_widget(attrs={"class": f"{css} {own}".strip()}))


@register.filter
def consequence(field: BoundField, value: Any) -> str:
    """What follows from a choice: the form's ``consequences`` (field -> value -> words), if it has any."""
    words: dict[str, Any] = getattr(field.form, "consequences", {}).get(field.name, {})
    return str(words.get(str(value), ""))


@register.simple_tag
def problems(*sources: Any) -> list[dict[str, str]]:
    """Every error of forms and formsets, in page order: label, message and the id to jump to.

    A form of a formset may say what its row is called (``row_title``), else it is its number.
    """
    found: list[dict[str, str]] = []
    for source in sources:
        if isinstance(source, forms.BaseFormSet):
            found += [_problem("", str(message), "") for message in source.non_form_errors()]
            for number, form in enumerate(source.forms, start=1):
                found += _of_form(form, str(getattr(form, "row_title", number)))
        elif source:
            found += _of_form(source, "")
    return found


def _of_form(form: forms.BaseForm, number: str) -> list[dict[str, str]]:
    found = [_problem("", str(message), "") for message in form.non_field_errors()]
    for field in form:
        label = f"{number} {field.label}".strip()
        found += [_problem(label, str(message), _target(field)) for message in field.errors]
    return found


def _target(field: BoundField) -> str:
    """The id that can take the focus: for a group of choices, its first one."""
    return f"{field.auto_id}_0" if kind(field) == "choices" else str(field.id_for_label)


def _problem(label: str, message: str, target: str) -> dict[str, str]:
    return {"label": label, "message": message, "target": target}
