"""``manage.py verify_draws [--court CODE]``: re-check every draw of every chain."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from assignment.draws.domain import describe
from assignment.draws.selectors import check_chains, problem_rules
from courts.places.models import Court
from courts.places.selectors import court_by_code


class Command(BaseCommand):
    help = "重新核验每一次随机分案 / re-check every random draw"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--court", default="", help="六位代码或法院代字 / six-digit or number code")

    def handle(self, *args: Any, **options: Any) -> None:
        courts = self._courts(options["court"])
        faults = 0
        for court in courts:
            for report in check_chains(court.pk, court.code):
                line = f"{report.court_code} {report.purpose} {report.year}"
                self.stdout.write(f"{line}: {report.draws} 次抽取，{len(report.problems)} 处不符")
                for problem in report.problems:
                    said = describe(problem, problem_rules(), get_language() or "zh")
                    self.stdout.write(f"  {said}")
                faults += len(report.problems)
        if faults:
            raise CommandError(f"核验未通过：{faults} 处不符 / {faults} faults")
        self.stdout.write(self.style.SUCCESS("全部抽取核验无误 / every draw checks out"))

    def _courts(self, code: str) -> list[Court]:
        if not code:
            return list(Court.objects.filter(draw_chains__isnull=False).distinct().order_by("code"))
        found = court_by_code(code)
        if found is None:
            raise CommandError(f"没有代码为 {code} 的法院 / no such court")
        return [found]
