"""Pages of review plans: the overview, a new plan, one plan and its sample, one sample draw."""

from __future__ import annotations

from reviews.plans.views.acts import give, lock, new_plan, reveal
from reviews.plans.views.pages import overview, plan_page, sample_draw

__all__ = ["give", "lock", "new_plan", "overview", "plan_page", "reveal", "sample_draw"]
