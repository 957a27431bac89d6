"""Forms of intake: the filing page, and the decision on a filing."""

from __future__ import annotations

from cases.intake.forms.choices import case_type_of, default_kind, default_roles, limit_choices
from cases.intake.forms.filing import ClaimForm, FilingForms, PartyForm, SourceForm
from cases.intake.forms.posted import read_post
from cases.intake.forms.review import AcceptForm, RefuseForm

__all__ = [
    "AcceptForm",
    "ClaimForm",
    "FilingForms",
    "PartyForm",
    "RefuseForm",
    "SourceForm",
    "case_type_of",
    "default_kind",
    "default_roles",
    "limit_choices",
    "read_post",
]
