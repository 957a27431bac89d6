"""The tree of causes: exact names, names of a day, and search for pickers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from cases.causes.domain.cause import Cause
from courts.rulebook.domain import RuleError, RuleTable

_SUFFIXES = ("罪", "纠纷", "责任纠纷", "合同纠纷", "案件")
_TAILS = ("一案", "案")
_FOLD = str.maketrans("()，,／", "（）、、/")


class CauseTree:
    """The causes indexed once: by code, by name, downwards, and as folded text for search."""

    def __init__(self, table: RuleTable[Cause]) -> None:
        """Raises RuleError when a parent is missing, of another list, or above itself.

        Also when a successor is missing, of another list, or succeeds in a circle.
        """
        self._table = table
        self._rows = tuple(table)
        self._children: dict[str, list[Cause]] = defaultdict(list)
        self._names: dict[str, list[Cause]] = defaultdict(list)
        self._former: dict[str, list[str]] = defaultdict(list)
        self._depth: dict[str, int] = {}
        self._begins: dict[str, date] = {}
        for cause in self._rows:
            for version in table.versions(cause.code):
                self._children[version.parent].append(version)
                self._depth[cause.code] = len(self._climb(version))
                begins = self._begins.get(version.category, version.valid_from)
                self._begins[version.category] = min(begins, version.valid_from)
                for name in (version.zh, *version.aliases):
                    self._names[_folded(name)].append(version)
                if version.zh != cause.zh:
                    self._former[cause.code].append(version.zh)
        for cause in self._rows:
            for successor in self._later(cause):
                self._former[successor].append(cause.zh)
        for versions in self._names.values():
            versions.sort(key=self._rank)
        self._texts = {
            cause.code: _haystack(cause, table.versions(cause.code), self._former[cause.code])
            for cause in self._rows
        }

    def __iter__(self) -> Iterator[Cause]:
        """The newest version of every cause, in the order of the lists."""
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, code: object) -> bool:
        return code in self._table

    def by_code(self, code: str, on: date | None = None) -> Cause:
        """The cause as named on ``on`` (before its first version: the first), or today's. Raises KeyError."""
        versions = self._table.versions(code)
        if on is None:
            return versions[-1]
        return next((row for row in reversed(versions) if row.valid_from <= on), versions[0])

    def by_name(self, name: str, categories: Collection[str] = ()) -> Cause | None:
        """The cause with exactly this name, present or former; of several the most specific."""
        return next(self._named(name, categories), None)

    def find(self, text: str, categories: Collection[str] = ()) -> Cause | None:
        """A cause by code or name, with or without its ending: 盗窃案 finds 盗窃罪, 民间借贷 民间借贷纠纷.

        ``categories``: the lists to look in; empty means all. Headings are not found. None if
        nothing is: then the text is no cause of these lists.
        """
        wanted = text.strip()
        if wanted in self._table:
            cause = self._table.latest(wanted)
            return cause if cause.selectable and _within(cause, categories) else None
        found = (c for name in _spellings(wanted) for c in self._named(name, categories) if c.selectable)
        return next(found, None)

    def day(self, on: date, categories: Collection[str] = ()) -> date:
        """The day by which these lists are read: ``on``, or their first common day when it lies before."""
        return max(on, *(day for list_, day in self._begins.items() if not categories or list_ in categories))

    def valid(self, on: date, categories: Collection[str] = ()) -> tuple[Cause, ...]:
        """Every cause and heading in force on ``on``, as named and placed that day."""
        return tuple(cause for cause in self._table.in_force(on) if _within(cause, categories))

    def present(self, text: str, on: date, categories: Collection[str] = ()) -> tuple[Cause, ...]:
        """What a code or a name, present or former, means on ``on``.

        The cause under its name of that day; when it has ended, the causes that took its place
        (several when it was split). Empty when ``text`` is no cause of these lists, when the cause
        is not yet in force, and when it was abolished without a successor.
        """
        found = self.find(text, categories)
        if found is None:
            return ()
        day = {cause.code: cause for cause in self._table.in_force(on)}
        if found.code in day:
            return (day[found.code],)
        if found.valid_to is None or on <= found.valid_to:
            return ()
        return tuple(day[code] for code in self._later(found) if code in day)

    def formerly(self, cause: Cause, text: str) -> str:
        """The former name through which ``text`` finds the cause; "" when what it is called now does."""
        words = _words(text)
        _, haystack = _haystack(cause, (cause,))
        if all(word in haystack for word in words):
            return ""
        names = (name for name in self._former[cause.code] if all(w in _folded(name) for w in words))
        return next(names, "")

    def versions(self, code: str) -> tuple[Cause, ...]:
        """Every version of a cause, oldest first. Raises KeyError."""
        return self._table.versions(code)

    def former_names(self, code: str) -> tuple[str, ...]:
        """What a cause was called before, and what those were called whose place it took."""
        return tuple(dict.fromkeys(self._former[code])) if code in self._former else ()

    def path(self, code: str, on: date | None = None) -> tuple[Cause, ...]:
        """The headings from the top down to the cause itself, today's or of a day. Raises KeyError."""
        return tuple(reversed(self._climb(self.by_code(code, on), on)))

    def path_names(self, code: str, language: str = "zh", on: date | None = None) -> tuple[str, ...]:
        """The names of ``path`` in the language asked for."""
        return tuple(cause.name(language) for cause in self.path(code, on))

    def children(self, code: str = "", on: date | None = None) -> tuple[Cause, ...]:
        """The causes directly below, in force on ``on`` or the newest of each; "": the tops of all lists."""
        below = self._children.get(code, ())
        if on is None:
            return tuple(cause for cause in below if cause is self._table.latest(cause.code))
        return tuple(cause for cause in below if _in_force(cause, on))

    def is_leaf(self, code: str) -> bool:
        """Whether nothing more specific exists."""
        return not self.children(code)

    def covers(self, above: str, code: str) -> bool:
        """Whether ``above`` is the cause itself or a heading it stands or stood under. Raises KeyError."""
        return any(
            cause.code == above
            for version in self._table.versions(code)
            for cause in self._climb(version, version.valid_from)
        )

    def fits(self, cause: Cause | str, categories: Collection[str]) -> bool:
        """Whether a case whose causes come from ``categories`` may bear the cause (or code)."""
        code = cause if isinstance(cause, str) else cause.code
        return code in self._table and self._table.latest(code).fits(categories)

    def search(
        self, text: str, categories: Collection[str] = (), limit: int = 20, on: date | None = None
    ) -> list[Cause]:
        """Selectable causes whose name or code contains ``text``: beginnings first, then shorter names.

        ``on``: only causes in force that day, as named that day. Every word of ``text`` must be
        contained; English and former names count too, also those of causes it took the place of.
        An empty text gives the first causes of the lists.
        """
        words = _words(text)
        hits = []
        for position, cause in enumerate(self._rows if on is None else self._table.in_force(on)):
            names, haystack = self._texts[cause.code]
            fitting = cause.selectable and _within(cause, categories)
            if fitting and all(word in haystack for word in words):
                hits.append((_score(names, words), len(cause.zh), position, cause))
        if not words:
            return [cause for *_, cause in hits[:limit]]
        return [cause for *_, cause in sorted(hits, key=lambda hit: hit[:3])[:limit]]

    def _named(self, name: str, categories: Collection[str]) -> Iterator[Cause]:
        return (cause for cause in self._names.get(_folded(name), ()) if _within(cause, categories))

    def _rank(self, cause: Cause) -> tuple[bool, int, bool]:
        """Selectable before headings, deep before high, in force before former."""
        return not cause.selectable, -self._depth[cause.code], cause.valid_to is not None

    def _climb(self, cause: Cause, on: date | None = None) -> list[Cause]:
        chain = [cause]
        while chain[-1].parent:
            parent = chain[-1].parent
            if parent not in self._table or any(above.code == parent for above in chain):
                raise RuleError(f"{chain[-1].code}: parent {parent} is missing or goes in a circle")
            above = self.by_code(parent, on)
            if above.category is not cause.category:
                raise RuleError(f"{chain[-1].code}: parent {parent} belongs to another list")
            chain.append(above)
        return chain

    def _later(self, cause: Cause) -> list[str]:
        """The codes that took the place of an ended cause, and of those that have ended since."""
        codes: list[str] = []
        pending = list(cause.successors)
        while pending:
            code = pending.pop(0)
            if code not in self._table or code == cause.code:
                raise RuleError(f"{cause.code}: successor {code} is missing or goes in a circle")
            later = self._table.latest(code)
            if later.category is not cause.category:
                raise RuleError(f"{cause.code}: successor {code} belongs to another list")
            if code not in codes:
                codes.append(code)
                pending += later.successors
        return codes


def _folded(text: str, *, keep_blanks: bool = False) -> str:
    plain = text.casefold().translate(_FOLD)
    return plain if keep_blanks else "".join(plain.split())


def _words(text: str) -> list[str]:
    return _folded(text, keep_blanks=True).split()


def _spellings(text: str) -> Iterator[str]:
    """The text itself, then without 案, with and without the endings that names bear."""
    stems = [text, *(text.removesuffix(tail) for tail in _TAILS if text.endswith(tail))]
    for stem in filter(None, stems):
        yield stem
        yield from (stem + suffix for suffix in _SUFFIXES)
        yield from (stem.removesuffix(suffix) for suffix in _SUFFIXES if stem.endswith(suffix))


def _haystack(
    cause: Cause, versions: Iterable[Cause], former: Iterable[str] = ()
) -> tuple[tuple[str, ...], str]:
    names = [_folded(name) for row in versions for name in (row.zh, *row.aliases)]
    names += [_folded(name) for name in former]
    english = cause.en.casefold()
    return (*names, english, cause.code), "\n".join([*names, english, cause.code])


def _score(names: tuple[str, ...], words: list[str]) -> int:
    """0 when a name is the word, 1 when a name begins with it, 2 otherwise."""
    if not words or words[0] in names:
        return 0
    return 1 if any(name.startswith(words[0]) for name in names) else 2


def _within(cause: Cause, categories: Collection[str]) -> bool:
    return not categories or cause.category in categories


def _in_force(cause: Cause, on: date) -> bool:
    return cause.valid_from <= on and (cause.valid_to is None or on <= cause.valid_to)
