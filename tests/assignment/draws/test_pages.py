"""The draw on its pages: three steps, what blocks, what others see, what is handed out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from assignment.draws.models import Draw
from assignment.draws.services import commit_batch, commit_draw
from assignment.draws.views.shown import roster_shown
from assignment.pools.models import Absence, PoolMember
from assignment.pools.services.loads import keep_load
from cases.docket.models import CaseHandling
from tests.builders import accepted_case, actor_of, court_with_people, drawn_case, filed_case, today
from tests.kit.kept import each_afresh, kept  # noqa: F401


def make() -> Any:
    people = court_with_people(judges=4)
    Absence.objects.create(
        judge=people.judges[3],
        court=people.court,
        kind=Absence.Kind.LEAVE,
        from_on=today() - timedelta(days=1),
        to_on=today() + timedelta(days=1),
        approved_by="院长 赵国栋",
    )
    return {
        "people": people,
        "case": accepted_case(people, on=today()),
        "next": accepted_case(people, on=today()),
    }


house = kept(make)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def clerk(house: Any) -> Client:
    return client_of(house["people"].clerk)


def text(answer: Any) -> str:
    return answer.content.decode()


def committed(clerk: Client, case: Any) -> Draw:
    assert clerk.post(f"/cases/{case.pk}/draw/").status_code == 302
    return Draw.objects.get(case=case)


def test_before_the_draw_the_roster_is_shown_with_chances_and_exclusions(house: Any, clerk: Client) -> None:
    page = text(clerk.get(f"/cases/{house['case'].pk}/draw/"))
    assert "现在可以抽取 3 名" in page and "33.3%" in page
    assert "在批准的假期内" in page and "院长 赵国栋" in page
    assert Draw.objects.count() == 0


def test_the_preview_counts_who_is_back_from_leave_as_the_draw_will(house: Any, clerk: Client) -> None:
    """Two carry a case each, the third comes back without any: the median makes all chances equal."""
    people, case = house["people"], house["case"]
    back = {"kind": "leave", "from_on": today() - timedelta(days=9), "to_on": today() - timedelta(days=1)}
    Absence.objects.create(judge=people.judges[0], court=people.court, approved_by="院长", **back)
    for judge in people.judges[1:3]:
        other = accepted_case(people, on=today())
        CaseHandling.objects.filter(case=other).update(handler=judge, assigned_on=today())
        keep_load(other, actor_of(people.clerk, today()))
    assert text(clerk.get(f"/cases/{case.pk}/draw/")).count("33.3%") == 3
    committed(clerk, case)
    assert text(clerk.get(f"/cases/{case.pk}/draw/")).count("33.3%") == 3


def test_three_steps_lead_to_a_judge(house: Any, clerk: Client) -> None:
    case = house["case"]
    draw = committed(clerk, case)
    page = text(clerk.get(f"/cases/{case.pk}/draw/"))
    receipt = draw.snapshot_hash[:16]
    assert " ".join(receipt[at : at + 4] for at in (0, 4, 8, 12)) in page
    assert draw.snapshot_hash in page and "第 1 号" in page
    given = {"nonce": "６２０014", "source": "witness", "do": "give"}
    nobody = clerk.post(f"/draws/{draw.pk}/nonce/", given)
    assert nobody.status_code == 400 and "请写明见证人" in text(nobody)
    clerk.post(f"/draws/{draw.pk}/nonce/", {**given, "by": "审管办 王某"})
    draw.refresh_from_db()
    assert (draw.nonce, draw.nonce_source, draw.status) == ("620014", "witness", "nonce_fixed")
    assert "见证部门报数 审管办 王某" in text(clerk.get(f"/cases/{case.pk}/draw/"))
    clerk.post(f"/draws/{draw.pk}/reveal/")
    draw.refresh_from_db()
    case.refresh_from_db()
    assert draw.status == "result" and case.handling.handler == draw.winner
    page = text(clerk.get(f"/cases/{case.pk}/draw/"))
    assert draw.winner is not None and draw.winner.name in page
    assert f"x = {draw.x}，W = {draw.total_weight}，ctr = {draw.counter}" in page
    assert f"/draws/{draw.pk}/bundle.json" in page and "一次抽取" in page


def test_pressing_twice_changes_nothing(house: Any, clerk: Client) -> None:
    draw = committed(clerk, house["case"])
    assert clerk.post(f"/cases/{house['case'].pk}/draw/").status_code == 302
    for _press in range(2):
        assert clerk.post(f"/draws/{draw.pk}/nonce/", {"nonce": "7", "source": "party"}).status_code == 302
    for _press in range(2):
        assert clerk.post(f"/draws/{draw.pk}/reveal/").status_code == 302
    assert Draw.objects.filter(case=house["case"]).count() == 1


def test_a_fixed_number_is_not_changed(house: Any, clerk: Client) -> None:
    draw = committed(clerk, house["case"])
    clerk.post(f"/draws/{draw.pk}/nonce/", {"nonce": "7", "source": "party"})
    answer = clerk.post(f"/draws/{draw.pk}/nonce/", {"nonce": "8", "source": "party"})
    assert answer.status_code == 422 and "DRAW-NONCE-FIXED" in text(answer)
    draw.refresh_from_db()
    assert draw.nonce == "7"


@pytest.mark.parametrize("nonce", ["", "12ab", "1" * 33, "-1", "²"])
def test_what_is_no_number_stays_on_the_page(house: Any, clerk: Client, nonce: str) -> None:
    draw = committed(clerk, house["case"])
    answer = clerk.post(f"/draws/{draw.pk}/nonce/", {"nonce": nonce, "source": "party"})
    assert answer.status_code == 400 and 'aria-invalid="true"' in text(answer)
    draw.refresh_from_db()
    assert draw.status == "committed"


def test_nobody_gave_a_number(house: Any, clerk: Client) -> None:
    draw = committed(clerk, house["case"])
    clerk.post(f"/draws/{draw.pk}/nonce/", {"nonce": "ignored", "do": "none"})
    draw.refresh_from_db()
    assert (draw.nonce, draw.nonce_source, draw.status) == ("", "none", "nonce_fixed")
    clerk.post(f"/draws/{draw.pk}/reveal/")
    assert "没有人报数。" in text(clerk.get(f"/cases/{house['case'].pk}/draw/"))


def test_a_window_that_passed_leaves_only_going_on_without_a_number(house: Any, clerk: Client) -> None:
    draw = committed(clerk, house["case"])
    Draw.objects.filter(pk=draw.pk).update(committed_at=timezone.now() - timedelta(minutes=31))
    page = text(clerk.get(f"/cases/{house['case'].pk}/draw/"))
    assert "按未报数继续" in page and 'name="nonce"' not in page
    late = clerk.post(f"/draws/{draw.pk}/nonce/", {"nonce": "7", "source": "party"})
    assert late.status_code == 422 and "DRAW-NONCE-LATE" in text(late)


def test_a_later_draw_waits_for_the_earlier_number_and_says_which(house: Any, clerk: Client) -> None:
    committed(clerk, house["case"])
    later = committed(clerk, house["next"])
    clerk.post(f"/draws/{later.pk}/nonce/", {"nonce": "7", "source": "party"})
    page = text(clerk.get(f"/cases/{house['next'].pk}/draw/"))
    assert "第 1 号抽取还没有报数" in page and house["case"].number in page
    assert f"/draws/{later.pk}/reveal/" not in page
    answer = clerk.post(f"/draws/{later.pk}/reveal/")
    assert answer.status_code == 422 and "DRAW-ORDER" in text(answer)


def test_others_read_what_they_may_see_and_draw_nothing(house: Any, clerk: Client) -> None:
    case = house["case"]
    president = client_of(house["people"].president)
    page = text(president.get(f"/cases/{case.pk}/draw/"))
    assert "锁定名单，取号" not in page and "由立案庭书记员锁定名单" in page
    refused = president.post(f"/cases/{case.pk}/draw/")
    assert refused.status_code == 422 and "PEOPLE-RIGHT" in text(refused)
    draw = committed(clerk, case)
    page = text(president.get(f"/cases/{case.pk}/draw/"))
    assert "见证部门的身份" in page and "没有人报数" not in page, "a watcher gives a number or none at all"
    assert president.post(f"/draws/{draw.pk}/nonce/", {"do": "none"}).status_code == 422
    stranger = client_of(house["people"].judges[3])
    for address in (f"/cases/{case.pk}/draw/", f"/draws/{draw.pk}/bundle.json"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"/draws/{draw.pk}/reveal/").status_code == 404
    assert clerk.get(f"/cases/{uuid4()}/draw/").status_code == 404


def test_what_cannot_be_drawn_is_said_before_anyone_tries(house: Any, clerk: Client) -> None:
    filed = filed_case(house["people"], on=today())
    page = text(clerk.get(f"/cases/{filed.pk}/draw/"))
    assert "DRAW-NOT-OPEN" in page and "锁定名单，取号" not in page
    drawn = drawn_case(house["people"], on=today())
    Draw.objects.filter(case=drawn).delete()
    assert "DRAW-HAS-HANDLER" in text(clerk.get(f"/cases/{drawn.pk}/draw/"))
    pool = house["people"].pools["民初"]
    pool.members.all().delete()
    assert "没有可以抽取的法官" in text(clerk.get(f"/cases/{house['case'].pk}/draw/"))
    pool.routes.all().delete()
    assert "DRAW-NO-POOL" in text(clerk.get(f"/cases/{house['case'].pk}/draw/"))


def test_the_bundle_handed_out_passes_the_public_program(house: Any, clerk: Client, tmp_path: Path) -> None:
    drawn = drawn_case(house["people"], on=today())
    draw = Draw.objects.get(case=drawn)
    answer = clerk.get(f"/draws/{draw.pk}/bundle.json")
    assert f"cf-draw-220621-{today().year}-{draw.draw_no}.json" in answer.headers["Content-Disposition"]
    assert json.loads(answer.content)["winner"] == str(draw.winner_id)
    (tmp_path / "bundle.json").write_bytes(answer.content)
    program = Client().get("/draws/verify_draw.py")
    (tmp_path / "verify.py").write_bytes(b"".join(program))
    done = subprocess.run(
        [sys.executable, "-I", "verify.py", "bundle.json"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_each_roster_is_compared_with_the_pools_last_one(house: Any, clerk: Client) -> None:
    committed(clerk, house["case"])
    assert "上一次抽签的名单比较" not in text(clerk.get(f"/cases/{house['case'].pk}/draw/"))
    people = house["people"]
    PoolMember.objects.filter(judge=people.judges[0]).update(to_on=today() - timedelta(days=1))
    away = {"kind": "leave", "from_on": today(), "to_on": today(), "approved_by": "院长 赵国栋"}
    Absence.objects.create(judge=people.judges[1], court=people.court, **away)
    committed(clerk, house["next"])
    page = text(clerk.get(f"/cases/{house['next'].pk}/draw/"))
    part = page[page.index("上一次抽签的名单比较") :]
    assert re.search(rf"已移出</dt><dd>{people.judges[0].name}<", part)
    assert people.judges[1].name in part and "在批准的假期内" in part and "新加入" not in part


def test_an_open_draw_hands_out_no_secret(house: Any, clerk: Client) -> None:
    draw = committed(clerk, house["case"])
    bundle = clerk.get(f"/draws/{draw.pk}/bundle.json").json()
    assert bundle["reveal"] is None and bundle["winner"] is None


def test_anchors_are_public(house: Any, clerk: Client) -> None:
    assert "还没有公布的锚" in text(Client().get("/anchors/"))
    draw = committed(clerk, house["case"])
    page = Client().get("/anchors/")
    assert page.status_code == 200 and draw.chain.anchor in text(page)
    assert draw.chain.anchor not in text(Client().get("/anchors/?year=1999"))
    english = text(Client().get("/anchors/", headers={"accept-language": "en"}))
    assert "Published anchors" in english and "公布的锚" not in english


def test_the_case_page_and_the_work_list_lead_to_the_draw(house: Any, clerk: Client) -> None:
    case = house["case"]
    assert f"/cases/{case.pk}/draw/" in text(clerk.get("/"))
    page = text(clerk.get(f"/cases/{case.pk}/"))
    assert "还没有分案" in page and "法释〔2000〕29号第七条" in page
    drawn = drawn_case(house["people"], on=today())
    commit_draw(case_id=case.pk, actor=actor_of(house["people"].clerk, timezone.now()))
    assert "继续分案" in text(clerk.get(f"/cases/{case.pk}/"))
    page = text(clerk.get(f"/cases/{drawn.pk}/draws/"))
    assert "每位法官被抽中的机会" in page and "本人机会" in page
    assert f"/cases/{drawn.pk}/draw/" not in text(clerk.get("/"))


def test_chances_and_bars_follow_from_weights() -> None:
    rows = [
        {"id": str(uuid4()), "eligible": True, "reason": "", "weight": weight, "load": 0, "share": 100}
        for weight in (3, 1, 0)
    ]
    shown = roster_shown(rows, winner=rows[1]["id"])
    assert [row["chance"] for row in shown["eligible"]] == ["75.0%", "25.0%", "0.0%"]
    assert [row["bar"] for row in shown["eligible"]] == ["75.0%", "25.0%", "0.0%"]
    assert [row["won"] for row in shown["eligible"]] == [False, True, False]
    assert shown["eligible"][2]["odds"] is None


SEES = {
    "clerk": "draw bundle void batch",
    "judge": "",
    "assistant": "",
    "head": "",
    "president": "draw bundle void batch",
    "trial_management": "draw bundle void batch",
    "discipline": "draw bundle void batch",
    "administrator": "",
    "upper_president": "draw bundle void",
    "upper_clerk": "",
}


@pytest.mark.parametrize("role", SEES)
def test_who_sees_an_open_draw_and_who_is_told_that_there_is_none(house: Any, role: str) -> None:
    people = house["people"]
    (draw,) = commit_batch(case_ids=[house["case"].pk], actor=actor_of(people.clerk, timezone.now())).draws
    pages = {
        "draw": f"/cases/{draw.case_id}/draw/",
        "bundle": f"/draws/{draw.pk}/bundle.json",
        "void": f"/draws/{draw.pk}/void/",
        "batch": f"/draws/batches/{draw.batch_id}/",
    }
    person = client_of(getattr(people, role))
    answers = {name: person.get(address).status_code for name, address in pages.items()}
    assert answers == {name: 200 if name in SEES[role].split() else 404 for name in pages}
