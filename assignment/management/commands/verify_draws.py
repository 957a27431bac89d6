"""``manage.py verify_draws [--court CODE]``: re-check every draw of every chain."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from assignment.draws.domain import describe, verdict
from assignment.draws.selectors import check_chains, problem_rules
from courts.places.models import Court
from courts.places.selectors import court_by_code


class Command(BaseCommand):
    help = "重新核验每一次随机分案 / re-check every random draw"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--court", default="", help="六位代码或法院代字 / six-digit or number code")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = untold = 0
        for court in self._courts(options["court"]):
            for report in check_chains(court.pk, court.code):
                line = f"{report.court_code} {report.purpose} {report.year}"
                counted = f"{report.draws} 次抽取，{len(report.problems)} 处不符"
                if report.untold:
                    counted += (
                        f"，{report.untold} 次的留痕内容已依法删除，不能与留痕核对 / erased on the trail"
                    )
                self.stdout.write(f"{line}: {counted}。{report.verdict}")
                for problem in report.problems:
                    said = describe(problem, problem_rules(), get_language() or "zh")
                    self.stdout.write(f"  {said}")
                faults, untold = faults + len(report.problems), untold + report.untold
        said = verdict(faults, untold)
        if faults:
            raise CommandError(f"{said}：{faults} 处不符 / {faults} faults")
        style = self.style.WARNING if untold else self.style.SUCCESS
        self.stdout.write(style(said))

    def _courts(self, code: str) -> list[Court]:
        if not code:
            return list(Court.objects.filter(draw_chains__isnull=False).distinct().order_by("code"))
        found = court_by_code(code)
        if found is None:
            raise CommandError(f"没有代码为 {code} 的法院 / no such court")
        return [found]
