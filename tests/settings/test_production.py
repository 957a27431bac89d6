"""The production path, proved: Debian's PostgreSQL and Redis, gunicorn, a worker, nginx with TLS in front."""

from __future__ import annotations

import base64
import http.cookiejar
import json
import re
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from courts.actors.domain import COURT_TIME
from tests.kit import production
from tests.kit.production import Answer, House

pytestmark = pytest.mark.slow

PEOPLE = """
from datetime import date
from django.utils import timezone
from courts.actors.domain import Role
from courts.people.models import Person
from courts.people.services import admit_to_quota, appoint, command_actor, create_person
from courts.places.models import Court, Division
from courts.places.services import add_division
from assignment.pools.models import Pool, PoolMember, PoolRoute
court = Court.objects.get(code="220621")
actor = command_actor(user="setup", at=timezone.now(), courts=[court.pk])
since = date(2024, 1, 1)
filing = add_division(court=court, name="立案庭", kind=Division.Kind.FILING, actor=actor)
civil = add_division(court=court, name="民事审判庭", kind=Division.Kind.CIVIL, actor=actor)
clerk = create_person(username="clerk", name="何清", court=court, actor=actor, password="a-long-password-1")
appoint(person=clerk, court=court, role=Role.CLERK, from_on=since, division=filing, actor=actor)
pool = Pool.objects.create(court=court, name="民事一审", division=civil)
PoolRoute.objects.create(pool=pool, court=court, type_code="民初", from_on=since)
for number, name in enumerate(("周正", "吴平", "郑言"), start=1):
    judge = create_person(username=f"judge{number}", name=name, court=court, actor=actor)
    appoint(person=judge, court=court, role=Role.JUDGE, from_on=since, division=civil, actor=actor)
    admit_to_quota(person=judge, court=court, from_on=since, actor=actor)
    PoolMember.objects.create(pool=pool, judge=judge, from_on=since)
Person.objects.update(must_change_password=False)
"""
FILING = {
    "court": "220621",
    "case_type": "民初",
    "procedure": "summary",
    "cause": "买卖合同纠纷",
    "channel": "online",
    "parties": [
        {"role": "plaintiff", "kind": "person", "name": "何松林甲", "phone": "13900000000"},
        {"role": "defendant", "kind": "organisation", "name": "抚松县北岭食品有限公司"},
    ],
    "facts": "被告欠付货款。",
}


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    built = production.build()
    try:
        built.shell(PEOPLE)
        yield built
    finally:
        built.stop()


@pytest.fixture(scope="module")
def token(house: House) -> str:
    scopes = "cases:read cases:write draws:read limits:read"
    printed = house.manage(
        "create_api_client", "--name", "平台", "--court", "220621", "--scopes", scopes
    ).stdout
    made = json.loads(printed)
    secret = base64.b64encode(f"{made['client_id']}:{made['client_secret']}".encode()).decode()
    answer = house.ask(
        "/api/oauth/token/",
        body=b"grant_type=client_credentials",
        headers={"Authorization": f"Basic {secret}"},
    )
    return str(json.loads(answer.body)["access_token"])


def call(house: House, token: str, path: str, body: Any = None) -> tuple[int, Any]:
    answer = house.ask(
        f"/api/v1{path}",
        body=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    return answer.status, json.loads(answer.body)


def filed(house: House, token: str) -> str:
    day = datetime.now(COURT_TIME).date()
    status, case = call(house, token, "/cases/", {**FILING, "received_on": day.isoformat()})
    assert status == 201, case
    return str(case["id"])


def signed_in(house: House, username: str, password: str) -> tuple[Answer, urllib.request.OpenerDirector]:
    """The answer to the login form, and a browser that keeps its cookies."""
    jar = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(strict_domain=False))
    browser = house.opener(urllib.request.HTTPCookieProcessor(jar))
    form = house.ask("/login/", opener=browser)
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)
    assert found
    body = {"username": username, "password": password, "csrfmiddlewaretoken": found[1]}
    headers = {"Referer": f"https://{production.HOST}/login/", "Origin": f"https://{production.HOST}"}
    answer = house.ask("/login/", body=urllib.parse.urlencode(body).encode(), headers=headers, opener=browser)
    return answer, browser


def test_plain_http_is_sent_to_tls(house: House) -> None:
    answer = house.ask("/cases/?q=1", scheme="http")
    assert answer.status == 308
    assert answer.headers["Location"] == f"https://{production.HOST}/cases/?q=1"


def test_every_answer_bears_the_headers_that_guard_it(house: House) -> None:
    headers = house.ask("/login/").headers
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("camera=()")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "data:" not in policy
    assert headers["Server"] == "nginx", "no version is told"
    assert len(headers["X-Request-ID"]) >= 32
    assert re.fullmatch(r"app;dur=\d+\.\d", headers["Server-Timing"])


def test_static_files_are_hashed_for_good_and_their_imports_too(house: House) -> None:
    page = house.ask("/login/").text
    names = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page))
    assert names
    for name in names:
        assert re.search(r"\.[0-9a-f]{12}\.(css|js)$", name), name
        answer = house.ask(name)
        assert answer.status == 200 and "max-age=315360000" in answer.headers["Cache-Control"]
    manifest = json.loads((house.folder / "static" / "staticfiles.json").read_text())["paths"]
    module = house.ask(f"/static/{manifest['js/verify.js']}").text
    imported = re.findall(r'from\s*"\./([^"]+)"', module)
    assert imported and all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in imported), imported


def test_a_clerk_signs_in_over_tls_and_the_cookie_is_safe(house: House) -> None:
    answer, browser = signed_in(house, "clerk", "a-long-password-1")
    assert answer.status == 302, answer.text[:2000]
    cookies = [value for name, value in answer.headers.items() if name.lower() == "set-cookie"]
    session = next(cookie for cookie in cookies if cookie.startswith("sessionid="))
    assert "Secure" in session and "HttpOnly" in session and "SameSite=Lax" in session
    assert house.ask("/", opener=browser).status == 200


def test_a_case_comes_in_is_accepted_and_drawn_over_rest(house: House, token: str) -> None:
    case = filed(house, token)
    status, accepted = call(house, token, f"/cases/{case}/accept/", {})
    assert status == 200 and accepted["number"].endswith("民初1号"), accepted
    status, draw = call(house, token, f"/cases/{case}/draws/?finish=1", {"nonce": "20260310"})
    assert status == 201 and draw["winner"]["name"] in {"周正", "吴平", "郑言"}, draw
    public = house.ask(f"/verify/{draw['receipt']}/")
    assert public.status == 200 and accepted["number"] in public.text
    house.manage("verify_draws")
    house.manage("verify_trail")


def test_the_caller_recorded_is_the_one_nginx_saw(house: House, token: str) -> None:
    """What a caller writes into X-Forwarded-For is never believed."""
    case = filed(house, token)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answer = house.ask(
        f"/api/v1/cases/{case}/accept/", body=b"{}", headers={**headers, "X-Forwarded-For": "6.6.6.6"}
    )
    assert answer.status == 200
    told = house.figure("SELECT body FROM courts_trailpayload ORDER BY event_id DESC LIMIT 5")
    assert "6.6.6.6" not in told and "127.0.0.1" in told


def test_the_web_role_defines_nothing_and_changes_no_past(house: House) -> None:
    for sql in (
        "CREATE TABLE intruder (id int)",
        "UPDATE courts_trailevent SET seq = 0",
        "DELETE FROM courts_trailevent",
        "TRUNCATE courts_trailevent",
    ):
        refused = house.psql(sql, user="court_web", password=production.WEB)
        assert refused.returncode != 0 and "permission denied" in refused.stderr, (sql, refused.stderr)


def test_figures_are_open_to_the_token_inside_only(house: House, token: str) -> None:
    right = {"Authorization": f"Bearer {production.TOKEN}"}
    assert house.ask("/metrics", headers=right).status == 404, "never through nginx"
    inside = {"X-Forwarded-Proto": "https"}
    assert house.ask("/metrics", headers=inside, scheme="web").status == 404
    filed(house, token)
    answer = house.ask("/metrics", headers={**inside, **right}, scheme="web")
    assert answer.status == 200
    waiting = re.search(r"^court_outbox_waiting (\S+)$", answer.text, re.M)
    rows = "SELECT count(*) FILTER (WHERE delivered_at IS NULL), count(*) FROM courts_outboxmessage"
    left, posted = house.figure(rows).split("|")
    assert waiting and float(waiting[1]) == int(left), "the figure is the database's"
    assert int(posted) >= 1
    assert re.search(r'^court_trail_seq\{court="220621"\} [1-9]', answer.text, re.M)
    assert re.search(r"^court_nightly_last_finished_seconds -1\.0$", answer.text, re.M)
    assert re.search(
        r'^django_http_responses_total_by_status_total\{.*status="201".*\} [1-9]', answer.text, re.M
    )
    right["Authorization"] += "x"
    assert house.ask("/metrics", headers={**inside, **right}, scheme="web").status == 404


def test_log_lines_are_json_and_tell_no_personal_data(house: House, token: str) -> None:
    case = filed(house, token)
    assert call(house, token, f"/cases/{case}/")[0] == 200
    lines = [json.loads(line) for line in house.log("web").splitlines() if line.startswith("{")]
    answered = [line for line in lines if line.get("event") == "answered"]
    assert answered, house.log("web")[-2000:]
    last = next(line for line in reversed(answered) if line["path"] == f"/api/v1/cases/{case}/")
    assert last["status"] == 200 and last["ms"] >= 0 and len(last["request_id"]) >= 32
    for secret in ("何松林甲", "13900000000", token):
        assert secret not in house.log("web")


def test_killed_in_the_middle_the_worker_loses_nothing(house: House, token: str) -> None:
    """What waited is delivered by the worker that comes after, and the night is run through the queue."""
    worker = [sys.executable, "-m", *production.compose()["services"]["worker"]["command"].split()]
    case = filed(house, token)
    house.start("worker", *worker)
    production.wait_for(lambda: " ready." in house.log("worker"), "the worker")
    house.processes["worker"].send_signal(signal.SIGKILL)
    house.processes["worker"].wait()
    assert call(house, token, f"/cases/{case}/")[0] == 200
    house.start("worker", *worker)
    house.shell(
        "from courts.outbox.models import OutboxMessage as M; from django.utils import timezone;"
        "M.objects.filter(delivered_at=None).update(next_try_at=timezone.now());"
        "from courts.outbox.tasks import sweep; sweep.delay();"
        "from oversight.nightly.tasks import run; run.delay()"
    )
    left = "SELECT count(*) FROM courts_outboxmessage WHERE delivered_at IS NULL"
    night = "SELECT count(*) FROM oversight_nightlyrun WHERE finished_at IS NOT NULL"
    production.wait_for(lambda: house.figure(left) == "0", f"delivery: {house.log('worker')[-3000:]}", 150)
    production.wait_for(lambda: house.figure(night) == "1", f"the night: {house.log('worker')[-3000:]}", 150)


def test_a_backup_restored_holds_and_verifies(house: House, token: str) -> None:
    """pg_dump as the backup service does it, into a new database; the trail and the draws verify there."""
    dump = house.folder / "court.dump"
    environment = {**house.client_environment, "PGUSER": "postgres"}
    words = production.compose()["services"]["backup"]["command"]
    assert "pg_dump --format=custom" in words
    for command in (
        [production.tool("pg_dump"), "--format=custom", f"--file={dump}", "court"],
        [production.tool("createdb"), "-O", "court_owner", "again"],
        [production.tool("pg_restore"), "-d", "again", "--exit-on-error", str(dump)],
    ):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    there = house.environment["DATABASE_URL"].removesuffix("court") + "again"
    for command in ("verify_trail", "verify_draws"):
        house.manage(command, DATABASE_URL=there)


def test_the_deployment_check_finds_nothing(house: House) -> None:
    done = house.started("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stdout + done.stderr


def test_asked_to_stop_the_web_ends_what_it_does_first(house: House) -> None:
    web = house.processes["web"]
    assert house.ask("/readyz").status == 200
    web.send_signal(signal.SIGTERM)
    assert web.wait(40) == 0
    answer = house.ask("/healthz")
    assert answer.status == 502, "nginx says that nobody serves"
