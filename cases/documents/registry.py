"""What a document may hang on. Filled in ready() by the nouns that have such things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases.docket.models import Case
from courts.actors.domain import Viewer


@dataclass(frozen=True)
class Subject:
    """One thing documents hang on, as one viewer finds it: its case, its name, its page.

    ``settled``: something was decided on its papers, so that none is taken back any more.
    """

    case: Case
    title: str
    url: str
    may_add: bool
    settled: bool = False


@dataclass(frozen=True)
class SubjectKind:
    """A kind of such things. ``find`` raises NotVisible.

    ``seen`` gives the ids of those a viewer sees without reading the case (None: there are none);
    ``words`` names things by their ids for the list of a case's documents.
    """

    code: str
    find: Callable[[Viewer, UUID], Subject]
    words: Callable[[Iterable[UUID]], Mapping[UUID, str]]
    seen: Callable[[Viewer], Any] | None = None


_KINDS: dict[str, SubjectKind] = {}


def subject_kind(kind: SubjectKind) -> None:
    """Let documents hang on things of a kind."""
    _KINDS[kind.code] = kind


def subject_kinds() -> dict[str, SubjectKind]:
    return dict(_KINDS)
