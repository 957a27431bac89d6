"""An import contract of this house: a noun is entered by its inner rooms, never by its outer ones."""

from __future__ import annotations

import grimp
from importlinter import Contract, ContractCheck, fields, output

OUTER = frozenset({"api", "views", "forms", "tasks"})
ROOT_MODULES = frozenset({"apps", "urls", "admin", "management", "templatetags"})


class NounDoors(Contract):
    """A noun's outer rooms (api, views, forms, tasks) are imported only by itself and by the wiring.

    Wiring is an app's root (apps, urls, admin, commands, template tags) and ``settings``.
    Option ``apps``: the packages whose sub-packages are nouns.
    """

    type_name = "noun_doors"

    apps = fields.ListField(subfield=fields.StringField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        broken = sorted(
            (importer, module)
            for module in graph.modules
            if self._is_outer(module)
            for importer in graph.find_modules_that_directly_import(module)
            if not self._may_enter(importer, module)
        )
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, module in check.metadata["broken"]:
            output.print_error(f"{importer} enters {module}", bold=False)

    def _is_outer(self, module: str) -> bool:
        parts = module.split(".")
        return len(parts) > 2 and parts[0] in self.apps and parts[2] in OUTER  # type: ignore[operator]

    def _may_enter(self, importer: str, module: str) -> bool:
        inside, outside = module.split("."), importer.split(".")
        if outside[0] not in self.apps:  # type: ignore[operator]
            return True
        return outside[:2] == inside[:2] or (len(outside) > 1 and outside[1] in ROOT_MODULES)
