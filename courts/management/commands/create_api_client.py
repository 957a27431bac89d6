"""``manage.py create_api_client --name N --court CODE --scopes "…"`` prints one JSON object."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from courts.clients.domain import SCOPES
from courts.clients.services import create_api_client
from courts.management.base import CourtCommand
from courts.refusals.domain import InvalidInput


class Command(CourtCommand):
    help = _("建立一个绑定法院的接口客户端；密钥只显示这一次。")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help=_("客户端名称"))
        parser.add_argument("--court", required=True, help=_("六位代码或法院代字"))
        wanted = _("权限范围，以空格分隔：%(scopes)s") % {"scopes": " ".join(SCOPES)}
        parser.add_argument("--scopes", required=True, help=wanted)

    def handle(self, *args: Any, name: str, court: str, scopes: str, **options: Any) -> None:
        try:
            made = create_api_client(name=name, court=court, scopes=scopes, actor=self.actor())
        except InvalidInput as wrong:
            told = [
                f"--{field}: {message}" for field, messages in wrong.errors.items() for message in messages
            ]
            raise CommandError("\n".join(told)) from wrong
        self.stdout.write(json.dumps(asdict(made), ensure_ascii=False))
