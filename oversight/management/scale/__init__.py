"""Bulk data for load tests: whole courts of cases by a few set-based statements."""
