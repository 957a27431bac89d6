"""A court with a list of six assessors, made once for a module."""

from __future__ import annotations

from tests.assignment.seating import listed_house
from tests.kit.kept import kept

house = kept(lambda: listed_house(judges=5, types=("民初", "刑初")))
