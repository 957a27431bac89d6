"""Pages of the dashboards."""

from __future__ import annotations

from oversight.dashboards.views.page import dashboard, export_tables

__all__ = ["dashboard", "export_tables"]
