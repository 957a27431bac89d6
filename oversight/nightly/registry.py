"""Nightly steps of other nouns: run after the alerts of each business date, in their order.

A step must be safe to run twice for one date: a night that was cut short runs again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Work = Callable[[date, datetime], None]


@dataclass(frozen=True)
class NightlyStep:
    """``run(business_date, at)``; the name stands in the log when it fails, the label on the page of jobs."""

    name: str
    order: int
    run: Work
    label: Any = ""


_STEPS: dict[str, NightlyStep] = {}


def nightly_step(step: NightlyStep) -> None:
    """Offer a step; one name is one step, so ready() may run twice."""
    _STEPS[step.name] = step


def withdraw(name: str) -> None:
    """Take a step back."""
    _STEPS.pop(name, None)


def nightly_steps() -> list[NightlyStep]:
    return sorted(_STEPS.values(), key=lambda step: (step.order, step.name))
