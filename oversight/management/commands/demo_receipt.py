"""``manage.py demo_receipt``: the public page of one finished draw of the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.urls import reverse
from django.utils.translation import gettext_lazy

from assignment.draws.domain import Purpose, Status
from assignment.draws.models import Draw
from courts.management.base import CourtCommand


class Command(CourtCommand):
    help = gettext_lazy("给出演示数据中一次抽签的公开查验页。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", default="", help="http://127.0.0.1:8000")

    def handle(self, **options: Any) -> None:
        if not getattr(settings, "DEMO_PASSWORD", ""):
            return
        finished = Draw.objects.filter(
            purpose=Purpose.HANDLER.value,
            status=Status.RESULT.value,
            case__sealed="none",
            court__level="basic",
        )
        receipt = (
            finished.exclude(nonce="").order_by("-committed_at").values_list("receipt", flat=True).first()
        )
        if receipt:
            self.stdout.write(options["site"] + reverse("verify", args=[receipt]))
