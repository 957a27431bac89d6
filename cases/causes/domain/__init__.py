"""Causes of action and criminal charges: the tree, what a name means on a day, search for pickers.

Sources: civil causes 法〔2020〕347号 and, from 2026-01-01, 法〔2025〕227号 (four levels),
names of crimes of the special part of the Criminal Law with the supplementary provisions
(七) and (八), administrative causes 法发〔2020〕44号. The table comes from rules.yaml and
is an argument.
"""

from __future__ import annotations

from cases.causes.domain.cause import Cause, CauseCategory
from cases.causes.domain.meaning import Meaning, meaning
from cases.causes.domain.tree import CauseTree

__all__ = ["Cause", "CauseCategory", "CauseTree", "Meaning", "meaning"]
