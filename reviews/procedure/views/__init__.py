"""Pages of reviews: the reviewer's queue, one review as each seat sees it, a judge's own results."""

from __future__ import annotations

from reviews.procedure.views.acts import (
    answer,
    assign_all,
    assign_one,
    begin,
    make_final,
    replace,
    save,
    submit,
    tell_judge,
)
from reviews.procedure.views.lists import mine, queue
from reviews.procedure.views.page import review_page

__all__ = [
    "answer",
    "assign_all",
    "assign_one",
    "begin",
    "make_final",
    "mine",
    "queue",
    "replace",
    "review_page",
    "save",
    "submit",
    "tell_judge",
]
