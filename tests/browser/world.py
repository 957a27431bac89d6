"""A court with something on every page: cases at every step, reviews, alerts, settings, people who come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from assignment.draws.models import Draw
from assignment.draws.services import commit_draw, give_nonce
from assignment.pools.services.leave import enter_leave
from cases.agenda.services import make_feed
from cases.custody.domain import Begins
from cases.custody.services import change_custody
from cases.docket.models import Case
from cases.documents.services import add_document
from cases.extensions.services import Said, advise, ask_extension, decide
from cases.intake.models import FilingDraft
from cases.limits.domain import LedgerEntry, LedgerKind
from cases.limits.models import LedgerItem
from cases.limits.services import enter_item
from cases.limits.services.checking import Entered
from cases.register.services import save_view
from courts.actors.domain import Right, Role
from courts.clients.models import ApiClient
from courts.clients.services import create_api_client
from courts.options.services import set_option
from courts.outbox.models import OutboxMessage
from courts.outbox.services import post, sweep
from courts.people.models import Delegation, Person, Post
from courts.people.services import appoint, delegate
from oversight.alerts.models import Alert
from oversight.nightly.services import run
from oversight.notices.models import Notice
from reviews.procedure.models import Review
from tests.browser.bodied import bodies
from tests.browser.checked import checked
from tests.browser.handing import handed
from tests.browser.pooled import pools_made
from tests.builders import (
    CourtHouse,
    accepted_case,
    actor_of,
    drawn_case,
    filed_case,
    machine,
    raw_filing,
    today,
)
from tests.cases.documents.files import PDF
from tests.reviews.bench import Bench, bench

WHY = "院务会纪要第7号"
MISSING = {
    "case_type": "民特",
    "procedure": "special",
    "cause": "申请宣告自然人失踪",
    "claim_amount": None,
    "parties": [{"role": "applicant", "kind": "person", "name": "王建国"}],
}
"""Its limit waits for the end of a public notice."""


@dataclass
class World:
    """What the addresses of the pages name. ``cases`` and ``reviews`` go by the step they have come to."""

    bench: Bench
    cases: dict[str, Case] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    @property
    def house(self) -> CourtHouse:
        return self.bench.house

    def person(self, who: str) -> Person:
        """Somebody by the word the visits use: ``handler:<case>``, ``reviewer``, or a field of the house."""
        if who == "reviewer":
            return self.bench.reviewers[0]
        if who.startswith("handler:"):
            return Case.objects.get(pk=self.cases[who[8:]].pk).handling.handler
        if who.startswith("reviewed:"):
            return self.reviews[who[9:]].judge
        found: Person = getattr(self.house, who)
        return found


def make_world() -> World:
    """The whole of it, by the services the system itself uses."""
    world = World(bench(day=today()))
    _reviews(world)
    _cases(world)
    _ledger(world)
    _custody(world)
    _requests(world)
    bodies(world.house, world.cases, world.things)
    checked(world.house, world.cases, world.things)
    handed(world.house, world.cases, world.things)
    _open_draws(world)
    _office(world)
    _people(world)
    run(business_date=today(), at=timezone.now())
    sweep(at=timezone.now())
    _waiting_message(world)
    handler = world.person("handler:over")
    world.things |= {
        "feed": make_feed(language="zh-hans", actor=actor_of(handler, timezone.now())),
        "alert": Alert.objects.filter(level="over").first(),
        "notice": Notice.objects.filter(person=handler).first(),
        "draw": Draw.objects.get(case=world.cases["fresh"]),
        "open_draw": Draw.objects.get(case=world.cases["drawing"]),
    }
    return world


def _reviews(world: World) -> None:
    first, second, third = world.bench.reviews()
    world.bench.begun(first)
    world.bench.told(second)
    world.bench.final(third)
    world.reviews = {"begun": first, "told": second, "final": third}


def _cases(world: World) -> None:
    house, day = world.house, today()
    office = actor_of(house.trial_management, timezone.now())
    cases = {
        "over": drawn_case(house),
        "fresh": drawn_case(house, on=day, nonce="11111111"),
        "sealed": drawn_case(house, on=day, nonce="22222222", criminal=True, sealed="juvenile"),
        "accepted": accepted_case(house, on=day),
        "filed": filed_case(house, on=day, four_category=None),
        "drawing": accepted_case(house, on=day),
        "numbered": accepted_case(house, on=day),
        "missing": accepted_case(house, on=day, **MISSING),
    }
    world.cases = cases
    data = {**raw_filing(day), "four_category": False}
    world.things["draft"] = FilingDraft.objects.create(
        court=house.court, owner=house.clerk, data=data, saved_at=timezone.now()
    )
    world.things["view"] = save_view(
        name="未结", query="status=open", shared=True, court_id=house.court.pk, actor=office
    )


def _ledger(world: World) -> None:
    """A case whose clock stands still, with an item that waits for its head."""
    house, day = world.house, today()
    case = drawn_case(house, on=day, nonce="44444444", procedure="summary")
    world.cases["stopped"] = case
    handler = actor_of(world.person("handler:stopped"), timezone.now())

    def enter(entry: LedgerEntry, document: str) -> LedgerItem:
        entered = Entered(entry=entry, document=document, reason="当事人申请")
        return enter_item(case_id=case.pk, entered=entered, actor=handler)

    stop = LedgerEntry(kind=LedgerKind.EXCLUSION, ground="X02", starts_on=day)
    restart = LedgerEntry(kind=LedgerKind.RESTART, ground="R02", on=day)
    world.things |= {"stop": enter(stop, "委托鉴定书"), "waiting": enter(restart, "移送函")}


def _custody(world: World) -> None:
    """An accused who is held."""
    handler = actor_of(world.person("handler:sealed"), timezone.now())
    begins = Begins(since=today() - timedelta(days=120), document="换押证第9号")
    world.things["custody"] = change_custody(case_id=world.cases["sealed"].pk, change=begins, actor=handler)


def _requests(world: World) -> None:
    """A request for more time that waits for the head, with its paper, and one that was granted."""
    house, now = world.house, timezone.now()
    for number, step in ((5, "asking"), (6, "extended")):
        case = drawn_case(house, on=today(), nonce=str(number) * 8, procedure="ordinary")
        world.cases[step] = case
        judge = actor_of(world.person(f"handler:{step}"), now)
        world.things[step] = ask_extension(case_id=case.pk, reason="鉴定尚未完成。", actor=judge)
        paper = ContentFile(PDF, name="审批表.pdf")
        world.things["document"] = add_document(
            kind="extension", subject=world.things[step].pk, file=paper, actor=judge
        )
        world.things[f"paper:{step}"] = world.things["document"]
    said, asked = Said(agreed=True, text="情况属实。"), world.things["extended"].pk
    advise(request_id=asked, said=said, actor=actor_of(house.head, now))
    decide(request_id=asked, said=said, actor=actor_of(house.president, now))


def _open_draws(world: World) -> None:
    """The last of their chain: while a draw waits for its number none after it can be revealed."""
    clerk = actor_of(world.house.clerk, timezone.now())
    for step in ("drawing", "numbered"):
        draw = commit_draw(case_id=world.cases[step].pk, actor=clerk)
    give_nonce(draw_id=draw.pk, nonce="33333333", actor=clerk)


def _office(world: World) -> None:
    house, day = world.house, today()
    actor = actor_of(house.administrator, timezone.now())
    set_option(court_id=house.court.pk, code="POOL-MIN", value=2, reason=WHY, actor=actor)
    world.things["leave"] = enter_leave(
        court_id=house.court.pk,
        judge=house.judges[0].pk,
        kind="leave",
        from_on=day,
        to_on=day + timedelta(days=3),
        approver=house.president.pk,
        reason=WHY,
        actor=actor,
    )
    world.things |= pools_made(house, actor)
    made = create_api_client(
        name="旧系统", court=house.court.code, scopes="cases:read", reason=WHY, actor=actor
    )
    world.things["client"] = ApiClient.objects.get(client_id=made.client_id)


def _people(world: World) -> None:
    house, day = world.house, today()
    appoint(
        person=house.judge,
        court=house.court,
        role=Role.PRESIDENT,
        from_on=day + timedelta(days=9),
        document="抚法〔2026〕1号",
        actor=machine(),
    )
    delegate(
        post=Post.objects.select_related("court").get(person=house.president),
        to_person=house.head,
        rights=[Right.ACKNOWLEDGE, Right.DASHBOARD],
        from_on=day,
        to_on=day + timedelta(days=6),
        reason="外出学习",
        actor=actor_of(house.president, day),
    )
    world.things["delegation"] = Delegation.objects.get()


def _waiting_message(world: World) -> None:
    """A message nobody could be given, for the page of the jobs."""
    post("nobody_listens", {}, court_id=world.house.court.pk, at=timezone.now())
    OutboxMessage.objects.filter(delivered_at=None).update(attempts=2, last_error="ValueError: no")
