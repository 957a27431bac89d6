"""Pages of intake: filing in sections, the check, the queue, acceptance and refusal."""

from __future__ import annotations

from cases.intake.views.filing import check, discard, edit, new, save, submit
from cases.intake.views.review import accept, queue, refuse

__all__ = ["accept", "check", "discard", "edit", "new", "queue", "refuse", "save", "submit"]
