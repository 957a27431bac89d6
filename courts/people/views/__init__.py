"""The edge for people: who is asking, what every page shows around its content, and the office's pages."""

from __future__ import annotations

from courts.people.views.edge import ActorMiddleware, note_refusal, shell

__all__ = ["ActorMiddleware", "note_refusal", "shell"]
