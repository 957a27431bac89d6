"""How a row of the law is shown: how sure it is, and the days it is in force."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from courts.rulebook.domain import Rule
from courts.templatetags.ui import chip

register = template.Library()

CONFIDENCE = {
    "certain": (_("据条文"), "done", "check"),
    "likely": (_("较有把握"), "info", "info"),
    "unsure": (_("待核"), "brass", "warn"),
}


@register.simple_tag
def confidence(rule: Rule) -> SafeString:
    """How sure a row is: read in the text, likely, or to be checked."""
    word, tone, icon_name = CONFIDENCE[rule.confidence]
    return chip(word, tone, icon_name)


@register.filter
def confidence_word(rule: Rule) -> str:
    """The same as a word."""
    return str(CONFIDENCE[rule.confidence][0])


@register.filter
def validity(rule: Rule) -> str:
    """``2026-01-01 起`` or ``2021-01-01 至 2025-12-31``."""
    if rule.valid_to is None:
        return say("%(first)s 起") % {"first": rule.valid_from}
    return say("%(first)s 至 %(last)s") % {"first": rule.valid_from, "last": rule.valid_to}
