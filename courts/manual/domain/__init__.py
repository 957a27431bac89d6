"""The manual: pages written from the rules, and the guide made fit for a browser."""

from __future__ import annotations

from courts.manual.domain.generated import refusals_page, rules_page
from courts.manual.domain.markup import Address, Page, read_page

__all__ = ["Address", "Page", "read_page", "refusals_page", "rules_page"]
