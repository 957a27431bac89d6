"""A court's whole series handed out, over REST and to the public, and what the program makes of it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from django.test import Client

from assignment.draws.domain import Purpose
from assignment.draws.models import Draw
from assignment.draws.selectors import Asked, check_chains, series_of, withheld_of
from assignment.draws.services import Subject, commit_samples, ensure_chain
from assignment.pools.domain import PoolJudge, roster
from assignment.pools.models import PoolMember
from cases.docket.models import Case
from courts.trail.services import recorded
from tests.assignment.draws.bench import VERIFIER, clerk, commit, finished
from tests.builders import CourtHouse, court_with_people
from tests.kit.kept import each_afresh, kept  # noqa: F401
from tests.kit.rest import rest


def _house() -> CourtHouse:
    house = court_with_people()
    for _ in range(3):
        finished(house)
    finished(house, criminal=True, sealed="juvenile")
    commit(house)
    return house


house = kept(_house)
QUERY = "court=220621&purpose=handler&year=2026"


def whole(house: CourtHouse) -> dict[str, Any]:
    asked = Asked(house.court, Purpose.HANDLER, 2026)
    return dict(json.loads("".join(series_of(asked))))


def program(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(VERIFIER), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_one_file_a_folder_and_a_zip_are_checked_alike(house: CourtHouse, tmp_path: Path) -> None:
    found = whole(house)
    anchor = found["anchors"][0]
    one = tmp_path / "series.json"
    one.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for bundle in found["bundles"]:
            text = json.dumps(bundle, ensure_ascii=False)
            (folder / f"{bundle['draw_no']}.json").write_text(text, encoding="utf-8")
            archive.writestr(f"draws/{bundle['draw_no']}.json", text)
    for place in (one, folder, packed):
        done = program(str(place), "--anchor", anchor)
        assert done.returncode == 0 and "VERIFIED" in done.stdout, (place, done.stdout, done.stderr)
    (folder / "2.json").unlink()
    assert program(str(folder), "--anchor", anchor).returncode == 1, "a missing number shows"


def test_the_public_gets_it_without_a_login_sealed_cases_by_their_sealed_name(house: CourtHouse) -> None:
    answer = Client().get(f"/anchors/series.json?{QUERY}")
    found = json.loads(b"".join(answer.streaming_content))
    sealed = Case.objects.exclude(sealed="none").get()
    text = json.dumps(found, ensure_ascii=False)
    assert str(sealed.number) not in text and "不公开案件" in text
    assert [bundle["draw_no"] for bundle in found["bundles"]] == [1, 2, 3, 4, 5]
    assert set(found["names"].values()) == {judge.name for judge in house.judges}
    for wrong in (
        "",
        "court=220621&purpose=review&year=2026",
        "court=000000&year=2026",
        "court=220621&year=x",
    ):
        assert Client().get(f"/anchors/series.json?{wrong}").status_code == 404
    page = Client().get(f"/anchors/series/?{QUERY}").content.decode()
    assert "data-series" in page and "verify_draw.py" in page
    anchors = Client().get("/anchors/?court=220621&purpose=handler").content.decode()
    assert "/anchors/series/?court=220621" in anchors
    assert "/anchors/series/" not in Client().get("/anchors/?purpose=review").content.decode()


def test_samples_of_reviews_are_for_clients_that_read_reviews(house: CourtHouse) -> None:
    ensure_chain(house.court, year=2026, actor=clerk(house), purpose=Purpose.REVIEW)
    client = rest(scopes="draws:read")
    assert client.get(f"/draws/series/?{QUERY}").status_code == 200
    assert client.get("/draws/series/?court=220621&purpose=review&year=2026").status_code == 404


def test_a_case_sealed_after_its_draw_is_left_out(house: CourtHouse, tmp_path: Path) -> None:
    draw = Draw.objects.filter(case__sealed="none").earliest("draw_no")
    Case.objects.filter(pk=draw.case_id).update(sealed="privacy")
    found = whole(house)
    assert str(draw.case.number) not in json.dumps(found, ensure_ascii=False)
    assert [row["draw_no"] for row in found["withheld"]] == [draw.draw_no]
    assert withheld_of(Asked(house.court, Purpose.HANDLER, 2026)) == 1
    place = tmp_path / "series.json"
    place.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    done = program(str(place), "--anchor", found["anchors"][0])
    assert done.returncode == 3 and "部分复核 PARTLY VERIFIED" in done.stdout
    assert str(draw.winner_id) not in json.dumps(found["withheld"]), "who was drawn is not told"


def test_a_seat_of_a_case_sealed_since_is_left_out_too(house: CourtHouse) -> None:
    """The draw of a seat has no case of its own, but its snapshot names the case."""
    case = Draw.objects.filter(case__sealed="none").earliest("draw_no").case
    assert case is not None
    listed = roster([PoolJudge(id="A1", load=0), PoolJudge(id="A2", load=0)], 0)
    facts = {"court": house.court, "pool": "名册", "rule_set": "-", "band": 0, "roster": listed, "attempt": 1}
    chain = ensure_chain(house.court, year=2026, actor=clerk(house), purpose=Purpose.ASSESSOR)
    with recorded():
        names = (f"{case.number}/陪审员1", "别案/陪审员1")
        commit_samples([Subject(name=name, **facts) for name in names], chain=chain, actor=clerk(house))
    asked = Asked(house.court, Purpose.ASSESSOR, 2026)
    assert (len(json.loads("".join(series_of(asked)))["bundles"]), withheld_of(asked)) == (2, 0)
    Case.objects.filter(pk=case.pk).update(sealed="privacy")
    text = "".join(series_of(asked))
    assert str(case.number) not in text and withheld_of(asked) == 1
    assert [row["draw_no"] for row in json.loads(text)["withheld"]] == [1]


def test_a_roster_that_leaves_out_a_member_of_the_pool_is_found(house: CourtHouse) -> None:
    assert [report.problems for report in check_chains(house.court.pk, house.court.code)] == [()]
    PoolMember.objects.filter(judge=house.judge).update(from_on="2027-01-01")
    problems = [
        problem.code
        for report in check_chains(house.court.pk, house.court.code)
        for problem in report.problems
    ]
    assert set(problems) == {"DRAW-CHECK-POOL"}
