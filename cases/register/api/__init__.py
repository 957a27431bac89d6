"""REST: the collection of cases, one case, and the steps of its intake."""

from __future__ import annotations

from cases.register.api.calls import AcceptView, CaseByNumberView, CaseListView, CaseView, RefuseView

__all__ = ["AcceptView", "CaseByNumberView", "CaseListView", "CaseView", "RefuseView"]
