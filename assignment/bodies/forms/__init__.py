"""Forms of trial bodies: forming and changing them, drawing their seats, correcting their facts."""

from assignment.bodies.forms.correcting import CorrectionForm, DecideForm
from assignment.bodies.forms.forming import (
    BodyForm,
    ChangeForm,
    NumberForm,
    ReasonForm,
    SeatsForm,
    ToldForm,
)

__all__ = [
    "BodyForm",
    "ChangeForm",
    "CorrectionForm",
    "DecideForm",
    "NumberForm",
    "ReasonForm",
    "SeatsForm",
    "ToldForm",
]
