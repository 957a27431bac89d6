"""The public page: every state, what it tells visitors, and what it never tells."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from assignment.draws.domain import check_bundle
from assignment.draws.models import Draw
from assignment.draws.selectors import published, subject_of
from assignment.draws.services import commit_draw, give_nonce
from assignment.pools.models import Absence
from cases.docket.models import Case
from tests.builders import ID_CARD, accepted_case, actor_of, court_with_people, drawn_case, today
from tests.kit.kept import each_afresh, kept  # noqa: F401

PHONE, ADDRESS, FACTS = "13912345678", "抚松镇小南街道十八号", "被告借款到期未还。"
PARTIES = [
    {
        "role": "plaintiff",
        "kind": "person",
        "name": "王建国",
        "id_number": ID_CARD,
        "phone": PHONE,
        "address": ADDRESS,
    },
    {"role": "defendant", "kind": "organisation", "name": "抚松县长白山木业有限公司"},
]


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
        "case": drawn_case(people, on=today(), parties=PARTIES, nonce="620014"),
        "waiting": accepted_case(people, on=today()),
    }


house = kept(make)


@pytest.fixture(autouse=True)
def uncounted() -> None:
    cache.clear()


def text(answer: Any) -> str:
    return answer.content.decode()


def draw_of(case: Case) -> Draw:
    return Draw.objects.select_related("chain", "winner").get(case=case)


def committed(house: Any) -> Draw:
    actor = actor_of(house["people"].clerk, today())
    return commit_draw(case_id=house["waiting"].pk, actor=actor)


def test_the_code_leads_to_the_page_however_it_is_typed(house: Any) -> None:
    receipt = draw_of(house["case"]).receipt
    assert "没有查验码怎么办" in text(Client().get("/verify/"))
    typed = f" {receipt[:4].upper()} {receipt[4:8]}－{receipt[8:]} "
    answer = Client().get("/verify/", {"receipt": typed})
    assert (answer.status_code, answer["Location"]) == (302, f"/verify/{receipt}/")
    assert Client().get(f"/verify/{receipt.upper()}/")["Location"] == f"/verify/{receipt}/"
    english = Client().get("/verify/", {"receipt": typed, "lang": "en"})
    assert english["Location"] == f"/verify/{receipt}/?lang=en"


def test_what_is_no_code_stays_in_the_form(house: Any) -> None:
    for typed in ("", "12345", "zz7d608845a4ef47"):
        answer = Client().get("/verify/", {"receipt": typed})
        assert answer.status_code == 400 and 'aria-invalid="true"' in text(answer)
    assert 'value="12345"' in text(Client().get("/verify/", {"receipt": "12345"}))


def test_a_finished_draw_in_plain_words(house: Any) -> None:
    case, draw = house["case"], draw_of(house["case"])
    page = text(Client().get(f"/verify/{draw.receipt}/"))
    assert draw.winner is not None
    for words in (
        case.number,
        draw.winner.name,
        "620014",
        "从 <b>3</b> 位法官中抽取 1 位",
        "33.3%",
        "约 1/3",
    ):
        assert words in page, words
    for words in (
        "本案只抽过 1 次",
        "在批准的假期内",
        "院长 赵国栋",
        "LEAVE",
        draw.chain.anchor,
        "不能证明什么",
    ):
        assert words in page, words
    assert page.count("data-check=") == 10
    assert f"/verify/{draw.receipt}/bundle.json" in page and "verify_draw.py" in page
    assert "no-store" in Client().get(f"/verify/{draw.receipt}/")["Cache-Control"]


def test_judges_stand_in_the_order_of_the_roster_not_by_chance(house: Any) -> None:
    draw = draw_of(house["case"])
    snapshot = json.loads(draw.snapshot)
    ids = [row["id"] for row in snapshot["roster"] if row["eligible"]]
    page = text(Client().get(f"/verify/{draw.receipt}/"))
    places = [page.index(f'data-judge="{judge}"') for judge in ids]
    assert places == sorted(places)


def test_an_open_draw_says_what_is_fixed_and_what_comes(house: Any) -> None:
    draw = committed(house)
    page = text(Client().get(f"/verify/{draw.receipt}/"))
    assert "名单已经封存，等待报数" in page and "将从 <b>3</b> 位法官中抽取 1 位" in page
    assert "密数和结果还没有提前泄露" in page and "密数确实出自公布的锚" not in page
    give_nonce(draw_id=draw.pk, nonce="7", actor=actor_of(house["people"].clerk, today()))
    page = text(Client().get(f"/verify/{draw.receipt}/"))
    assert "报数已经确定，等待公布结果" in page
    bundle = Client().get(f"/verify/{draw.receipt}/bundle.json").json()
    assert (bundle["nonce"], bundle["reveal"], bundle["winner"]) == ("7", None, None)


def test_a_void_draw_and_the_one_after_it_are_both_told(house: Any) -> None:
    first = committed(house)
    Draw.objects.filter(pk=first.pk).update(status="void")
    second = committed(house)
    void = text(Client().get(f"/verify/{first.receipt}/"))
    assert "第 2 号抽签已经作废" in void and "按公开算法重算" not in void
    page = text(Client().get(f"/verify/{second.receipt}/"))
    assert "本案共抽过 <b>2</b> 次" in page and f"/verify/{first.receipt}/" in page
    assert 'data-attempt="2"' in page


def test_a_code_nobody_was_given_is_not_found_and_helped(house: Any) -> None:
    for path in ("/verify/0123456789abcdef/", "/verify/hello/"):
        answer = Client().get(path)
        assert answer.status_code == 404
        assert "没有这个查验码" in text(answer) and 'name="receipt"' in text(answer)
        assert Client().get(f"{path}bundle.json").status_code == 404


def test_visitors_get_no_cookie_and_leave_no_trace_in_searches(house: Any) -> None:
    receipt = draw_of(house["case"]).receipt
    visitor = Client()
    for path in (
        "/verify/",
        f"/verify/{receipt}/",
        f"/verify/{receipt}/?lang=en",
        "/verify/nothing/",
        "/anchors/",
    ):
        answer = visitor.get(path)
        assert not answer.cookies, path
        assert answer["X-Robots-Tag"].startswith("noindex")
    for path in (
        f"/verify/{receipt}/bundle.json",
        "/verify/x/bundle.json",
        "/anchors.json",
        "/draws/verify_draw.py",
    ):
        assert not visitor.get(path).cookies, path
    assert "default-src 'self'" in visitor.get(f"/verify/{receipt}/")["Content-Security-Policy"]


def test_nothing_of_the_parties_is_told(house: Any) -> None:
    draw = draw_of(house["case"])
    told = text(Client().get(f"/verify/{draw.receipt}/")) + text(
        Client().get(f"/verify/{draw.receipt}/bundle.json")
    )
    for secret in (
        ID_CARD,
        PHONE,
        ADDRESS,
        FACTS,
        "王建国",
        "长白山木业",
        str(house["case"].pk),
        draw.operator,
    ):
        assert secret not in told, secret


def test_a_sealed_case_shows_its_draw_but_not_its_number(house: Any) -> None:
    sealed = drawn_case(house["people"], on=today(), criminal=True, sealed="juvenile")
    draw = draw_of(sealed)
    page = text(Client().get(f"/verify/{draw.receipt}/"))
    bundle = text(Client().get(f"/verify/{draw.receipt}/bundle.json"))
    for secret in (sealed.number, str(sealed.number_serial) + "号", "盗窃", "赵某", str(sealed.pk)):
        assert secret not in page and secret not in bundle, secret
    assert "依法不公开" in page and draw.winner is not None and draw.winner.name in page
    assert json.loads(bundle)["snapshot"]["case"] == subject_of(sealed)
    assert check_bundle(json.loads(bundle)) == []


def test_a_case_sealed_after_its_draw_keeps_its_number_in_the_house(house: Any) -> None:
    case = house["case"]
    Case.objects.filter(pk=case.pk).update(sealed="privacy")
    draw = draw_of(case)
    answer = Client().get(f"/verify/{draw.receipt}/")
    assert answer.status_code == 200 and case.number not in text(answer)
    assert "索取数据包" in text(answer) and "data-bundle-url" not in text(answer)
    assert Client().get(f"/verify/{draw.receipt}/bundle.json").status_code == 404


def test_the_bundle_carries_names_and_passes_the_program(house: Any, tmp_path: Path) -> None:
    draw = draw_of(house["case"])
    answer = Client().get(f"/verify/{draw.receipt}/bundle.json")
    bundle = answer.json()
    assert bundle == json.loads(json.dumps(published(draw))) and draw.winner is not None
    assert bundle["names"][str(draw.winner_id)] == draw.winner.name
    (tmp_path / "bundle.json").write_bytes(answer.content)
    (tmp_path / "verify.py").write_bytes(b"".join(Client().get("/draws/verify_draw.py")))
    command = [sys.executable, "-I", "verify.py", "bundle.json", "--anchor", draw.chain.anchor]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and f"{draw.winner.name}（{draw.winner_id}）" in done.stdout


def test_too_many_visits_wait(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from courts.clients.api import CallerThrottle

    monkeypatch.setattr(CallerThrottle, "THROTTLE_RATES", {"client": "9/min", "public": "3/min"})
    receipt = draw_of(house["case"]).receipt
    visitor = Client()
    assert [visitor.get(f"/verify/{receipt}/").status_code for _visit in range(3)] == [200] * 3
    for path in (f"/verify/{receipt}/", f"/verify/{receipt}/bundle.json", "/anchors.pdf", "/verify/"):
        answer = visitor.get(path)
        assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 60, path
    assert "请稍候再试" in text(answer)
    assert Client(REMOTE_ADDR="10.1.2.3").get(f"/verify/{receipt}/").status_code == 200


def test_the_language_stands_in_the_address(house: Any) -> None:
    receipt = draw_of(house["case"]).receipt
    page = text(Client().get(f"/verify/{receipt}/?lang=en"))
    assert "Check how the judge was drawn" in page and 'lang="en"' in page
    assert 'href="?lang=zh-hans"' in page and 'name="lang" value="en"' in page
    assert "分案过程查验" in text(
        Client(headers={"accept-language": "en"}).get(f"/verify/{receipt}/?lang=zh-hans")
    )
    assert "分案过程查验" in text(Client().get(f"/verify/{receipt}/?lang=klingon"))


def test_published_anchors_as_data_and_as_a_sheet(house: Any) -> None:
    draw = draw_of(house["case"])
    rows = Client().get(f"/anchors.json?court=220621&year={draw.chain.year}").json()["anchors"]
    assert [row["anchor"] for row in rows] == [draw.chain.anchor]
    assert (rows[0]["court"], rows[0]["purpose"], rows[0]["part"]) == ("220621", "handler", 1)
    assert Client().get("/anchors.json?year=1999").json() == {"anchors": []}
    sheet = Client().get(f"/anchors.pdf?year={draw.chain.year}&court=220621")
    assert sheet.content.startswith(b"%PDF") and sheet["Content-Type"] == "application/pdf"
    assert Client().get("/anchors.pdf").content.startswith(b"%PDF")
    assert "/anchors.pdf" in text(Client().get("/anchors/"))
