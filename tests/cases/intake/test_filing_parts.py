"""What follows from a choice on the filing page: procedures, limits, hints of related cases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cases.docket.models import Case
from tests.builders import accepted_case, court_with_people, raw_filing, today
from tests.cases.intake.filing_page import browser_of, kept_draft, posted
from tests.kit.kept import each_afresh, kept  # noqa: F401

house = kept(court_with_people)


@pytest.fixture
def clerk(house: Any) -> Client:
    return browser_of(house.clerk)


def test_a_changed_type_renews_what_follows_from_it(clerk: Client) -> None:
    body = posted({"role": "plaintiff", "kind": "person", "name": ""}, case_type="刑初", changed="case_type")
    draft = uuid4()
    answer = clerk.post(f"/filing/{draft}/save/", body, headers={"hx-request": "true"})
    page = answer.content.decode()
    assert answer.headers["HX-Replace-Url"] == f"/filing/{draft}/"
    assert 'value="expedited"' in page and 'value="small_claims"' not in page
    assert 'name="detained"' in page and 'id="side-limit"' in page
    role = page[page.index('name="parties-0-role"') :]
    assert '<option value="prosecutor" selected>' in role[: role.index("</select>")]


def test_the_limit_preview_warns_while_the_calendar_is_open(clerk: Client) -> None:
    draft = kept_draft(clerk, case_type="民初", procedure="ordinary")
    page = clerk.get(f"/filing/{draft}/").content.decode()
    assert "民事一审普通程序" in page
    due = today() + timedelta(days=150)
    assert str(due.year) in page
    assert ("假日表尚未确认" in page) == (due.year > 2026)


def test_the_limit_must_be_chosen_where_nothing_decides(house: Any) -> None:
    upper = browser_of(house.upper_clerk)
    rows = (
        {"role": "appellant", "kind": "person", "name": "甲"},
        {"role": "appellee", "kind": "person", "name": "乙"},
    )
    over = {"case_type": "民终", "procedure": "second_instance"}
    page = upper.post(f"/filing/{uuid4()}/check/", posted(*rows, **over)).content.decode()
    assert "LIM-RULE-CHOICE" in page and 'value="CIV2_JUDG"' in page
    sent = upper.post(f"/filing/{uuid4()}/check/", posted(*rows, **over, limit_rule="CIV2_JUDG"))
    assert sent.status_code == 302


def test_the_cause_decides_the_limit_and_what_may_be_chosen(house: Any, clerk: Client) -> None:
    rows = (
        {"role": "applicant", "kind": "person", "name": "甲"},
        {"role": "respondent", "kind": "person", "name": "乙"},
    )
    special = {"case_type": "民特", "procedure": "special", "claim_amount": None}
    draft = kept_draft(clerk, *rows, **special, cause="申请宣告自然人失踪")
    page = clerk.get(f"/filing/{draft}/").content.decode()
    assert "宣告失踪（一般）" in page and 'value="CIV_SP_VOTER"' not in page
    answer = clerk.post(
        f"/filing/{draft}/save/",
        posted(*rows, **special, cause="未定", changed="cause"),
        headers={"hx-request": "true"},
    ).content.decode()
    assert 'id="part-rule"' in answer and 'value="CIV_SP_VOTER"' in answer and "选民资格案件" in answer


def test_custody_tells_the_limits_of_a_private_prosecution_apart(house: Any, clerk: Client) -> None:
    rows = (
        {"role": "prosecutor", "kind": "agency", "name": "甲"},
        {"role": "accused", "kind": "person", "name": "乙"},
    )
    crime = {"case_type": "刑初", "procedure": "ordinary", "cause": "侵占罪", "claim_amount": None}
    for detained, offered, hidden in (
        (None, "CRIM1_PRIV", "CRIM1_PRIV_DET"),
        ("on", "CRIM1_PRIV_DET", "CRIM1_PRIV"),
    ):
        draft = kept_draft(clerk, *rows, **crime, detained=detained)
        page = clerk.get(f"/filing/{draft}/").content.decode()
        assert f'value="{offered}"' in page and f'value="{hidden}"' not in page


def test_a_type_without_a_limit_says_so_with_its_law(house: Any, clerk: Client) -> None:
    draft = kept_draft(clerk, case_type="诉前调", procedure="other")
    page = clerk.get(f"/filing/{draft}/").content.decode()
    assert "法律没有为本类案件规定审限" in page and "立案前在线调解的期限为三十日" in page
    assert "法释〔2021〕23号第二十四条" in page


def test_cases_with_the_same_party_are_hinted_and_can_be_ticked(house: Any, clerk: Client) -> None:
    earlier = accepted_case(house, on=today(), parties=raw_filing()["parties"])
    draft = kept_draft(clerk, related_to=[str(earlier.pk)])
    page = clerk.get(f"/filing/{draft}/").content.decode()
    assert str(earlier.number) in page and "证件号码相同" in page
    clerk.post(f"/filing/{draft}/submit/")
    filed = Case.objects.exclude(pk=earlier.pk).get()
    assert [link.other_id for link in filed.related.all()] == [earlier.pk]


def test_related_cases_are_named_by_number_too(house: Any, clerk: Client) -> None:
    earlier = accepted_case(house, on=today())
    assert earlier.number is not None
    typed = earlier.number.replace("（", "(").replace("）", ")")
    bad = clerk.post(f"/filing/{uuid4()}/check/", posted(related_numbers=f"{typed} （2020）吉0621民初9号"))
    assert bad.status_code == 400 and "（2020）吉0621民初9号" in bad.content.decode()
    draft = kept_draft(clerk, related_numbers=typed)
    clerk.post(f"/filing/{draft}/submit/")
    assert Case.objects.exclude(pk=earlier.pk).get().related.get().other_id == earlier.pk
