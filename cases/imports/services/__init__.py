"""Importing filings from a table."""

from __future__ import annotations

from cases.imports.services.reading import lines_of
from cases.imports.services.running import ImportReport, import_filings

__all__ = ["ImportReport", "import_filings", "lines_of"]
