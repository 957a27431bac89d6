"""``manage.py erase_trail_payload EVENT --ground TEXT``: the content goes, the hash stays in the chain."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courts.management.base import CourtCommand
from courts.trail.models import TrailErasure, TrailEvent
from courts.trail.services import erase_payload


class Command(CourtCommand):
    help = gettext_lazy("按程序删除一条留痕的内容（个人信息依法须删除时）；指纹留在链上，链仍可核验。")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", type=int, help=_("留痕编号"))
        parser.add_argument("--ground", required=True, help=_("删除的依据"))

    def handle(self, *, event: int, ground: str, **options: Any) -> None:
        if not ground.strip():
            raise CommandError(_("请写明删除的依据。"))
        if not TrailEvent.objects.filter(pk=event).exists():
            raise CommandError(_("没有编号为 %(event)d 的留痕。") % {"event": event})
        if TrailErasure.objects.filter(event_id=event).exists():
            raise CommandError(_("这条留痕的内容已经删除。"))
        erase_payload(event, ground=ground.strip(), actor=self.actor())
        self.stdout.write(_("已删除内容；指纹留在链上。"))
