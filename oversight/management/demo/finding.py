"""What trial management of a demo court keeps of the case list: a shared view, one of its own, an export."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from cases.register.selectors import find
from cases.register.services import save_view
from courts.actors.domain import Actor, Role
from courts.exports.domain import Cell, Column
from courts.exports.services import export
from courts.people.selectors import roles, viewer_of
from oversight.management.demo.days import instant
from oversight.management.demo.staff import Staffed

FEW = 40


def views_kept(staffed: Staffed, day: date) -> None:
    """Views and one export of the last day."""
    person = staffed.people[Role.TRIAL_MANAGEMENT][0]
    post = f"{staffed.court.name} {roles().latest(Role.TRIAL_MANAGEMENT.value).zh}"
    at = instant(day, 15)
    actor = Actor(at=at, label=person.name, person_id=person.pk, post=post, viewer=viewer_of(person, day))
    kept = (
        ("民初未结", urlencode({"status": "open", "case_type": "民初", "order": "due"}), True),
        ("简易转普通", "procedure=ordinary", False),
    )
    for name, query, shared in kept:
        save_view(name=name, query=query, shared=shared, court_id=staffed.court.pk, actor=actor)
    columns = [Column("案号", 28), Column("案由", 26)]

    def rows_up_to(most: int) -> list[list[Cell]]:
        open_cases = find(actor.viewer, {"status": "open"}, day).order_by("-id")
        return [list(row) for row in open_cases.values_list("number", "cause_name")[: min(most, FEW)]]

    export(
        court=staffed.court,
        title="案件清单",
        columns=columns,
        rows_up_to=rows_up_to,
        filters="状态 审理中",
        reason="本周调度会核对未结案件",
        actor=actor,
    )
