"""A court with three assessors on its list, made once for a module."""

from __future__ import annotations

from tests.assignment.seating import listed_house
from tests.kit.kept import kept

house = kept(listed_house)
