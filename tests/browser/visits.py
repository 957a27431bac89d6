"""Every page there is, who opens it and where: the table that the walk over all pages goes through.

A page without a row here fails ``test_every_page_is_in_the_table``; what is not a page
stands in no_pages.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cases.docket.registry import tabs
from courts.manual.selectors import PAGES
from tests.browser.world import World

NOBODY = "00000000-0000-7000-8000-000000000000"
Named = Callable[[World], dict[str, Any]]


def nothing(_world: World) -> dict[str, Any]:
    """For an address that names nothing."""
    return {}


def of(thing: str, key: str) -> Named:
    """The key of something of the world, as the address names it."""
    return lambda world: {key: world.things[thing].pk}


def code(given: str) -> Named:
    return lambda _world: {"code": given}


def case(step: str, **more: Any) -> Named:
    """A case that has come to a step."""
    return lambda world: {"case_id": world.cases[step].pk, **more}


def review(step: str) -> Named:
    return lambda world: {"review_id": world.reviews[step].pk}


def court(world: World) -> dict[str, Any]:
    return {"code": world.house.court.code}


def division(world: World) -> dict[str, Any]:
    return {**court(world), "division_id": world.house.civil.pk}


def judge(world: World) -> dict[str, Any]:
    return {"person_id": world.house.judge.pk}


def post(world: World) -> dict[str, Any]:
    return {**judge(world), "post_id": world.house.judge.posts.get(role="judge").pk}


def coming_post(world: World) -> dict[str, Any]:
    return {**judge(world), "post_id": world.house.judge.posts.get(role="president").pk}


def term(world: World) -> dict[str, Any]:
    return {**judge(world), "term_id": world.house.judge.quota_terms.get().pk}


def member(world: World) -> dict[str, Any]:
    return {"member_id": world.house.pool.members.order_by("pk")[0].pk}


def plan(world: World) -> dict[str, Any]:
    return {"plan_id": world.reviews["told"].plan_id}


def sample(world: World) -> dict[str, Any]:
    return {**plan(world), "draw_id": world.reviews["told"].sample.draw_id}


@dataclass(frozen=True)
class Visit:
    """A page by the name of its address, who opens it (see ``World.person``; "" is nobody), and the rest."""

    name: str
    who: str
    named: Named = nothing
    query: str = ""
    status: int = 200
    note: str = ""
    paper: bool = False
    """A paper is in Chinese, whoever prints it."""
    charts: int = 0

    def address(self, world: World) -> str:
        return reverse(self.name, kwargs=self.named(world)) + self.query

    def __str__(self) -> str:
        return "-".join(part for part in (self.name, self.note or self.who.replace(":", "-")) if part)


VISITS = [
    # courts: coming in, one's own account
    Visit("login", ""),
    Visit("my-account", "clerk"),
    Visit("my-password", "clerk"),
    Visit("second-factor", "president"),
    # courts: administration
    Visit("office", "administrator"),
    Visit("roles", "administrator"),
    Visit("office-courts", "administrator"),
    Visit("office-court", "administrator", court),
    Visit("court-name", "administrator", court),
    Visit("division-new", "administrator", court),
    Visit("division-rename", "administrator", division),
    Visit("division-close", "administrator", division),
    Visit("people", "administrator"),
    Visit("people", "administrator", query="?words=nobody", note="none"),
    Visit("person-new", "administrator"),
    Visit("person-transfer", "administrator"),
    Visit("person", "administrator", judge),
    Visit("person-correct", "administrator", judge),
    Visit("person-state", "administrator", judge),
    Visit("post-new", "administrator", judge),
    Visit("post-end", "administrator", post),
    Visit("post-withdraw", "administrator", coming_post),
    Visit("quota-admit", "administrator", judge),
    Visit("quota-leave", "administrator", term),
    Visit("person-account", "administrator", judge),
    Visit("delegations", "administrator"),
    Visit("delegation-new", "administrator"),
    Visit("my-delegations", "president"),
    Visit("my-delegations", "head"),
    Visit("my-delegation-new", "president"),
    Visit("calendar", "administrator"),
    Visit("guide", "handler:over"),
    *(Visit("guide-page", "clerk", lambda _world, name=name: {"name": name}, note=name) for name in PAGES),
    Visit("refusal-rules", "clerk", query="?text=立案&level=warn", note="found"),
    Visit("options", "administrator"),
    Visit("option", "administrator", code("POOL-MIN")),
    Visit("clients", "administrator"),
    Visit("new-client", "administrator"),
    Visit("client", "administrator", of("client", "client_pk")),
    Visit("settings-history", "administrator"),
    Visit("jobs", "administrator"),
    Visit("periodic-task", "administrator", lambda _world: {"name": "nightly"}),
    Visit("pools", "administrator"),
    Visit("new-pool", "administrator"),
    Visit("pool", "administrator", lambda world: {"pool_id": world.house.pool.pk}),
    Visit("pool-member", "administrator", member),
    Visit("leave", "administrator"),
    Visit("leave-entry", "administrator", of("leave", "absence_id")),
    # the law as data
    Visit("refusal-rules", "clerk"),
    Visit("refusal-rules", "clerk", query="?text=nobody", note="none"),
    Visit("reference", "clerk"),
    Visit("reference-causes", "clerk"),
    Visit("reference-cause", "clerk", code("civ.4.10.103")),
    Visit("reference-case-types", "clerk"),
    Visit("reference-case-type", "clerk", code("民初")),
    Visit("reference-limit-rules", "clerk"),
    Visit("reference-limit-rule", "clerk", code("CIV1_ORD")),
    Visit("reference-disposals", "clerk"),
    Visit("reference-disposal", "clerk", code("judgment")),
    # cases: the work list, finding, filing
    *(
        Visit("worklist", who)
        for who in (
            "clerk",
            "handler:over",
            "head",
            "president",
            "administrator",
            "reviewer",
            "upper_president",
        )
    ),
    Visit("cases", "trial_management"),
    Visit("cases", "trial_management", query="?q=王建国&status=open&claim_from=1", note="found"),
    Visit("cases", "trial_management", query="?status=nonsense", note="wrong"),
    Visit("cases", "trial_management", query="?q=nobody", note="none"),
    Visit("cases", "upper_president", query="?order=filed"),
    Visit("cases", "president", query="?lamp=black"),
    Visit("cases-export", "trial_management", query="?status=open"),
    Visit("cases-views", "trial_management"),
    Visit("filing-new", "clerk"),
    Visit("filing", "clerk", of("draft", "draft_id")),
    Visit("filing-check", "clerk", of("draft", "draft_id")),
    Visit("intake-queue", "clerk"),
    Visit("accept", "clerk", case("filed")),
    Visit("accept", "clerk", case("accepted"), status=422, note="refused"),
    Visit("refuse", "clerk", case("filed")),
    Visit("four-category", "clerk", case("filed")),
    # cases: one case
    *(Visit("case", "clerk", case(step), note=step) for step in ("filed", "accepted", "drawing", "fresh")),
    Visit("case", "handler:over", case("over")),
    Visit("case", "handler:sealed", case("sealed"), note="sealed"),
    *(
        Visit("case-tab", "president", case("over", tab=entry.code), note=entry.code)
        for entry in tabs()
        if entry.code != "overview"
    ),
    Visit("case", "clerk", lambda _world: {"case_id": NOBODY}, status=404, note="none"),
    Visit("record-node", "handler:over", case("over")),
    Visit("close", "handler:over", case("over")),
    Visit("grant", "handler:sealed", case("sealed")),
    # assignment
    *(
        Visit("draw", "clerk", case(step), note=step)
        for step in ("filed", "accepted", "drawing", "numbered", "fresh")
    ),
    Visit("acceptance-notice-page", "clerk", case("fresh"), paper=True),
    Visit("anchors", ""),
    Visit("verify-ask", ""),
    Visit("verify", "", lambda world: {"receipt": world.things["draw"].receipt}),
    Visit("verify", "", lambda world: {"receipt": world.things["open_draw"].receipt}, note="open"),
    Visit("verify", "", lambda _world: {"receipt": "0123456789abcdef"}, status=404, note="unknown"),
    # oversight
    Visit("alerts", "handler:over"),
    Visit("alerts", "president", query="?level=over"),
    Visit("alerts", "head", query="?status=any"),
    Visit("alert", "handler:over", of("alert", "alert_id")),
    Visit("alert", "president", of("alert", "alert_id")),
    Visit("alerts-dispatch", "president"),
    Visit("alerts-dispatch", "head", query="?early=on"),
    Visit("bell", "handler:over"),
    Visit("bell", "president", query="?new=1"),
    Visit("digest", "handler:over"),
    Visit("digest", "head"),
    Visit("mail-choice", "handler:over"),
    Visit("dashboard", "president", charts=7),
    Visit("dashboard", "head", charts=5),
    Visit("dashboard", "trial_management"),
    Visit("dashboard", "upper_president", charts=5),
    Visit("dashboard", "president", query="?period=last_year", note="last-year", charts=6),
    Visit("dashboard", "president", query="?period=custom&first=2026-99", note="wrong", charts=7),
    Visit("dashboard", "upper_president", query="?face=below", note="below", charts=1),
    Visit("dashboard-export", "president"),
    # reviews
    Visit("reviews", "trial_management"),
    Visit("review-standard", "reviewer"),
    Visit("review-queue", "reviewer"),
    Visit("reviews-mine", "reviewed:told"),
    Visit("review-plan-new", "trial_management"),
    Visit("review-plan", "trial_management", plan),
    Visit("review-sample-draw", "president", sample),
    Visit("review", "reviewer", review("begun"), note="begun"),
    Visit("review", "reviewed:told", review("told"), note="told"),
    Visit("review", "president", review("final"), note="final"),
    Visit("review", "trial_management", review("told")),
]
