"""Printing papers as PDF, and reading the text of papers that are handed in as files."""

from courts.papers.selectors.printing import page, pdf, qr, static_file
from courts.papers.selectors.reading import MOST_PAGES, text_of

__all__ = ["MOST_PAGES", "page", "pdf", "qr", "static_file", "text_of"]
