"""Setting options: within the bounds, with a reason, and with what stood before on the trail."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courts.actors.domain import Actor, Right
from courts.options.domain import OptionKind, OptionRule, Value, same
from courts.options.models import CourtOption
from courts.options.registry import tell_changed
from courts.options.selectors import OptionState, option_rules, option_state
from courts.places.models import Court
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import record, recorded


def set_option(
    *, court_id: int, code: str, value: object, reason: str, actor: Actor, seen: Value | None = None
) -> CourtOption:
    """Give an option this court's own value, from this instant on.

    ``value`` may be the text of a form. ``seen`` is what the court had when the act was
    begun: somebody else's change meanwhile is not overwritten unseen.
    Raises InvalidInput (``code``, ``value``, ``reason``), Refused PEOPLE-RIGHT, OPTION-MOVED.
    """
    wanted = planned(code=code, value=value, reason=reason)
    rule = option_rules().latest(code)
    with recorded():
        before = _hold(court_id, rule, seen, actor)
        if before.own is not None and same(before.value, wanted):
            raise InvalidInput({"value": _("与现在的取值相同，没有可改的。")})
        row, _made = CourtOption.objects.update_or_create(
            court_id=court_id,
            code=code,
            defaults={
                "value": wanted,
                "since": actor.at,
                "set_by": actor.label[:160],
                "reason": reason.strip(),
            },
        )
        _tell("option_set", before, wanted, court_id, reason, actor)
        tell_changed(court_id, code, actor)
    return row


def reset_option(
    *, court_id: int, code: str, reason: str, actor: Actor, seen: Value | None = None
) -> OptionState:
    """Give an option its default again. Raises as ``set_option``; InvalidInput ``value`` when it has it."""
    planned(code=code, value=None, reason=reason)
    rule = option_rules().latest(code)
    with recorded():
        before = _hold(court_id, rule, seen, actor)
        if before.own is None:
            raise InvalidInput({"value": _("本院没有另行设定，现在就是默认值。")})
        before.own.delete()
        _tell("option_reset", before, rule.default, court_id, reason, actor)
        tell_changed(court_id, code, actor)
    return option_state(court_id, code)


def planned(*, code: str, value: object, reason: str) -> Value:
    """What an option would be: ``value`` read, None for the default. Saves nothing.

    Raises InvalidInput (``code``, ``value``, ``reason``).
    """
    if code not in option_rules():
        raise InvalidInput({"code": _("没有这个选项：%(code)s。") % {"code": code}})
    rule = option_rules().latest(code)
    wanted = rule.default if value is None else rule.read(value)
    errors = wrong_reason(reason)
    if wanted is None:
        errors["value"] = _allowed(rule)
    if errors or wanted is None:
        raise InvalidInput(errors)
    return wanted


def _hold(court_id: int, rule: OptionRule, seen: Value | None, actor: Actor) -> OptionState:
    """The option as it stands, nobody else changing options of the court until the end."""
    if not actor.viewer.may(Right.ADMINISTER, court_id):
        raise Refused("PEOPLE-RIGHT", act=_("设定法院选项"), court_id=court_id)
    Court.objects.select_for_update(no_key=True).get(pk=court_id)
    state = option_state(court_id, rule.code)
    if seen is not None and not same(seen, state.value):
        raise Refused("OPTION-MOVED", option=rule, court_id=court_id)
    return state


def _allowed(rule: OptionRule) -> str:
    if rule.kind is OptionKind.INTEGER:
        return _("须为 %(least)d 至 %(most)d 的整数。") % {"least": rule.minimum, "most": rule.maximum}
    if rule.kind is OptionKind.BOOLEAN:
        return _("请选择是或否。")
    return _("请从所列各项中选择一项。")


def _tell(verb: str, before: OptionState, after: Value, court_id: int, reason: str, actor: Actor) -> None:
    record(
        verb,
        court_id=court_id,
        actor=actor,
        noun="option",
        object_id=before.rule.code,
        data={"option": before.rule.code, "before": before.value, "after": after, "reason": reason.strip()},
    )
