"""What the law says of a recusal, from the rule file and the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assignment.changes.domain import last_day
from assignment.changes.selectors import is_criminal
from assignment.recusals.domain import JUDGING, DeciderRule, GroundRule, Part, TermRule, decider_for
from cases.docket.models import Case
from courts.actors.domain import Role
from courts.calendar.selectors import work_calendar
from courts.people.models import Person, Post
from courts.people.selectors import holders, in_force, roles
from courts.refusals.domain import InvalidInput, Refused
from courts.rulebook.domain import RuleTable
from courts.rulebook.selectors import load

NOUN = "assignment/recusals"
TRYING = {Role.JUDGE, Role.DIVISION_HEAD, Role.PRESIDENT}


def grounds() -> RuleTable[GroundRule]:
    """The grounds of the law."""
    return load(NOUN, "grounds", GroundRule)


def decider_rules() -> RuleTable[DeciderRule]:
    """Who decides, by post."""
    return load(NOUN, "deciders", DeciderRule)


def terms() -> RuleTable[TermRule]:
    """Within how many days."""
    return load(NOUN, "terms", TermRule)


def ground_rules(codes: Iterable[str], on: date) -> list[GroundRule]:
    """The grounds of these codes in force on a day. Raises Refused RECUSAL-GROUND for none or another."""
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    known = {rule.code: rule for rule in grounds().in_force(on)}
    if not wanted or not set(wanted) <= set(known):
        raise Refused("RECUSAL-GROUND")
    return [known[code] for code in wanted]


def rule_for(part: Part, case: Case, on: date, *, protected: bool = False) -> DeciderRule:
    """Who decides on the recusal of somebody who takes part in a case."""
    rules = decider_rules().in_force(on)
    return decider_for(part, rules, criminal=is_criminal(case), protected=protected)


def part_of(part: Part, person: Person | None, court_id: int, on: date) -> Part:
    """As what the person takes part, by the post held: who decides follows from it, not from what was typed.

    Raises InvalidInput ``part`` where the post contradicts it. A judge who is the only president of the court
    is judged as the president; a vice president holds the same post and is told apart by whoever enters it.
    """
    if person is None:
        return part
    posts = Post.objects.filter(in_force(on), person=person, court_id=court_id)
    held = {Role(role) for role in posts.values_list("role", flat=True)}
    if (part is Part.PRESIDENT and Role.PRESIDENT not in held) or (part in JUDGING) != bool(held & TRYING):
        language = get_language() or "zh"
        words = "、".join(roles().latest(role.value).name(language) for role in Role if role in held)
        said = _("%(name)s 现任%(posts)s，请按其身份选择。") % {"name": person.name, "posts": words}
        raise InvalidInput({"part": said})
    presidents = set(holders(Role.PRESIDENT, court_id, on).values_list("pk", flat=True))
    return Part.PRESIDENT if part is Part.JUDGE and presidents == {person.pk} else part


def day_by(term: str, since: date) -> date:
    """The last lawful day of one of the terms."""
    return last_day(since, terms().latest(term).days, work_calendar())
