"""``manage.py verify_documents``: every document is there and is what was uploaded."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.documents.selectors import damaged
from courts.management.base import CourtCommand


class Command(CourtCommand):
    help = gettext_lazy("核对全部材料文件是否存在、校验值是否一致。")

    def handle(self, **options: Any) -> None:
        count, bad = damaged()
        for document in bad:
            self.stderr.write(f"{document.pk} {document.case} {document.name}")
        if bad:
            raise CommandError(
                _("%(bad)d 件材料缺失或者被改动，共 %(n)d 件。") % {"bad": len(bad), "n": count}
            )
        self.stdout.write(_("%(n)d 件材料全部一致。") % {"n": count})
