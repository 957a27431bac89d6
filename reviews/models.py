"""The nouns' tables, re-exported for Django."""

from reviews.plans.models import ReviewPlan, Sample
from reviews.procedure.models import Assignment, Review, Statement
from reviews.sheets.models import Deduction, ScoreSheet

__all__ = ["Assignment", "Deduction", "Review", "ReviewPlan", "Sample", "ScoreSheet", "Statement"]
