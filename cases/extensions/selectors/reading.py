"""Who sees a request, where it waits, and what each viewer may do with it now."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.docket.models import Case
from cases.docket.selectors import visible as visible_cases
from cases.extensions.domain import Act, State, decide_by
from cases.extensions.models import DECIDED, WAITING, ExtensionRequest
from cases.limits.selectors import law
from courts.actors.domain import Right, Role, Viewer
from courts.people.models import Post
from courts.people.selectors import in_force
from courts.refusals.domain import NotVisible

LISTS = ("mine", "waiting", "decided")
COME_UP = [State.DECIDING.value, *DECIDED]


def visible(user: Viewer) -> QuerySet[ExtensionRequest]:
    """Requests a viewer may open.

    Those on cases they read; and, without the case (a sealed one, or one below), those on which
    it is theirs to speak: the head of the handling division, the president of the case's court,
    and the president of the deciding court once it has come up to it. Such a viewer sees the
    request and nothing else of the case. API clients see requests on cases they read.
    """
    # Asked row by row: as a list of cases it would be made whole, however few requests there are.
    known = Q(Exists(visible_cases(user).filter(pk=OuterRef("case_id"))))
    if user.person_id is None:
        return _requests().filter(known)
    if not user.roles:
        return _requests().none()
    return _requests().filter(known | _to_speak_on(user))


def _requests() -> QuerySet[ExtensionRequest]:
    beside = ("case__court", "case__clock", "case__handling__handler", "case__handling__division")
    return ExtensionRequest.objects.select_related(*beside, "court", "deciding_court")


def _to_speak_on(user: Viewer) -> Q:
    advisers = user.courts_with(Right.ADVISE_EXTENSION)
    deciders = user.courts_with(Right.DECIDE_EXTENSION)
    came_up = Q(state__in=COME_UP) | Q(forwarded_at__isnull=False)
    return (
        Q(asked_by_person=user.person_id)
        | Q(court__in=advisers, case__handling__division__in=user.read_divisions)
        | Q(court__in=deciders)
        | Q(deciding_court__in=deciders) & came_up
    )


def get_visible(user: Viewer, request_id: UUID | str) -> ExtensionRequest:
    """One request. Raises NotVisible."""
    found = visible(user).filter(pk=request_id).first()
    if found is None:
        raise NotVisible(f"extension request {request_id}")
    return found


def follow_clock(asked: ExtensionRequest) -> ExtensionRequest:
    """The same request with the dates of the clock as it stands now, unsaved.

    What is entered in the ledger while a request waits moves the expiry, and with it the last day for
    deciding. Once it ended, and while the clock stands still, the dates stay as they were.
    """
    clock = getattr(asked.case, "clock", None)
    if asked.is_live and clock is not None and clock.due_on is not None and clock.due_on != asked.due_on:
        rule, _early = law().rules.at_or_earliest(asked.rule_code, asked.asked_on)
        asked.due_on, asked.decide_by = clock.due_on, decide_by(clock.due_on, law().category(rule))
    return asked


def reads_case(user: Viewer, asked: ExtensionRequest) -> bool:
    """Whether the viewer reads the whole case and not only the request."""
    return visible_cases(user).filter(pk=asked.case_id).exists()


def requests_of(case: Case) -> QuerySet[ExtensionRequest]:
    """The requests of a case, the newest first."""
    found = ExtensionRequest.objects.filter(case=case).select_related("deciding_court", "case__clock")
    return found.order_by("-pk")


def of_case(case: Case) -> list[ExtensionRequest]:
    """The same for its page."""
    return list(requests_of(case)[:50])


def live_request(case_id: UUID) -> ExtensionRequest | None:
    """The request of a case that waits for somebody, if there is one."""
    return ExtensionRequest.objects.filter(case_id=case_id, state__in=WAITING).first()


def waiting_for(user: Viewer, today: date) -> QuerySet[ExtensionRequest]:
    """Requests whose next step is the viewer's: head, president, upper court; never on a case of their own.

    The president gives the opinion where the handling division has no head on the day.
    """
    if user.person_id is None:
        return ExtensionRequest.objects.none()
    deciders = user.courts_with(Right.DECIDE_EXTENSION)
    heads = Post.objects.filter(
        in_force(today),
        role=Role.DIVISION_HEAD.value,
        division=OuterRef("case__handling__division"),
        person__is_active=True,
    )
    heads = heads.exclude(person=OuterRef("asked_by_person"))
    heads = heads.exclude(person=OuterRef("case__handling__handler"))
    led = Q(case__handling__division__in=user.read_divisions)
    headless = Q(court__in=deciders) & ~Exists(heads)
    advising = Q(state=State.ADVISING.value, court__in=user.courts_with(Right.ADVISE_EXTENSION))
    forwarding = Q(state=State.FORWARDING.value, court__in=deciders)
    deciding = Q(state=State.DECIDING.value, deciding_court__in=deciders)
    # Whoever may speak on a request sees it, so that nothing but the request is looked at.
    return (
        _requests()
        .filter(advising & (led | headless) | forwarding | deciding)
        .exclude(asked_by_person=user.person_id)
        .exclude(case__handling__handler=user.person_id)
        .order_by("due_on", "pk")
    )


def answers_to_record(user: Viewer) -> QuerySet[ExtensionRequest]:
    """Requests before a court outside this system whose written answer the handler has to enter."""
    if user.person_id is None:
        return ExtensionRequest.objects.none()
    return (
        _requests()
        .filter(state=State.DECIDING.value, deciding_court=None, case__handling__handler=user.person_id)
        .order_by("due_on", "pk")
    )


def waiting_count(user: Viewer, today: date) -> int:
    """How many wait for the viewer; the navigation shows it."""
    if not _takes_part(user):
        return 0
    return waiting_for(user, today).count() + answers_to_record(user).count()


def concerned(user: Viewer) -> bool:
    """Whether the list of requests is for the viewer at all."""
    return user.person_id is not None and (_takes_part(user) or Role.TRIAL_MANAGEMENT in user.roles)


def _takes_part(user: Viewer) -> bool:
    rights = (Right.ASK_EXTENSION, Right.ADVISE_EXTENSION, Right.DECIDE_EXTENSION)
    return any(user.may_anywhere(right) for right in rights)


def listed(user: Viewer, wanted: dict[str, Any], today: date) -> QuerySet[ExtensionRequest]:
    """The list by its filters, the newest first.

    ``which`` is ``mine`` (waits for the viewer), ``waiting`` (for anybody) or ``decided`` (ended);
    ``state``, ``court`` (code), ``from`` and ``to`` (day of asking) narrow it, ``late`` to late requests,
    ``after`` is the id of the last one of the page before.
    """
    which = wanted.get("which") or "waiting"
    found = visible(user)
    if which == "mine":
        mine = [*waiting_for(user, today).values_list("pk", flat=True)[:500]]
        mine += answers_to_record(user).values_list("pk", flat=True)[:500]
        found = found.filter(pk__in=mine)
    elif which == "waiting":
        found = found.filter(state__in=WAITING)
    else:
        found = found.exclude(state__in=WAITING)
    plain = {
        "state": "state",
        "court": "court__code",
        "from": "asked_on__gte",
        "to": "asked_on__lte",
        "after": "pk__lt",
    }
    found = found.filter(**{plain[name]: wanted[name] for name in plain if wanted.get(name)})
    if wanted.get("late"):
        found = found.exclude(late_reason="")
    return found.order_by("-pk")


def acts_now(user: Viewer, asked: ExtensionRequest) -> tuple[Act, ...]:
    """What the viewer may do with a request now; nobody speaks on what they or the own case asked for."""
    if user.person_id is None:
        return ()
    handles = user.person_id == asked.case.handling.handler_id
    own = handles or user.person_id == asked.asked_by_person_id
    keeps = user.may(Right.KEEP_LEDGER, asked.court_id) and reads_case(user, asked)
    found = []
    if not own and asked.state == State.ADVISING.value and user.may(Right.ADVISE_EXTENSION, asked.court_id):
        found.append(Act.ADVISE)
    if not own and asked.state == State.FORWARDING.value and user.may(Right.DECIDE_EXTENSION, asked.court_id):
        found.append(Act.FORWARD)
    if asked.state == State.DECIDING.value:
        court = asked.deciding_court_id
        if not own and court is not None and user.may(Right.DECIDE_EXTENSION, court):
            found.append(Act.DECIDE)
        if court is None and keeps:
            found.append(Act.RECORD)
    if own and asked.is_live:
        found.append(Act.WITHDRAW)
    if asked.item is not None and asked.item.told_on is None and keeps:
        found.append(Act.TELL)
    return tuple(found)
