"""How a page is visited: who opens it and where, named by the things of the world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

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


def stay(world: World) -> dict[str, Any]:
    """The stay in custody of the sealed case."""
    return {"case_id": world.cases["sealed"].pk, "custody_id": world.things["custody"].pk}


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


def request_papers(world: World) -> dict[str, Any]:
    return {"kind": "extension", "subject": world.things["asking"].pk}


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
