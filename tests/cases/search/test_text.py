"""The search text follows the case, whoever writes it; the database makes text plain as the program does."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.docket.models import Case, CaseText
from cases.imports.domain import COLUMNS
from cases.imports.services import import_filings
from cases.parties.domain import Kind, PartyEntry, PartyRole
from cases.parties.models import Party
from cases.parties.services import add_parties, party_row
from cases.search.domain import grams, plain
from cases.search.models import SearchText
from cases.search.services import missing, rebuild
from tests.builders import CourtHouse, accepted_case, court_with_people, filed_case, machine
from tests.kit.kept import each_afresh, kept  # noqa: F401

pytestmark = pytest.mark.django_db
house = kept(lambda: court_with_people(judges=1))
ANY = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)


def test_a_filing_has_its_text_at_once(house: CourtHouse) -> None:
    case = filed_case(house, title="ABC 借款案")
    text = SearchText.objects.get(case=case)
    assert text.parties == "王建国\n抚松县长白山木业有限公司"
    assert (text.cause, text.title, text.court_id) == ("民间借贷纠纷", "abc借款案", case.court_id)
    assert SearchText.objects.filter(case=case, grams__holds="'f借款' & 'p王建' & 'p王' & 'c民间'").exists()
    assert not SearchText.objects.filter(case=case, grams__holds="'p国抚'").exists(), "names stay apart"


def test_an_import_has_its_text_at_once(house: CourtHouse) -> None:
    row = {
        **dict.fromkeys(COLUMNS, ""),
        "source_id": "T-15",
        "court_name": "抚松县人民法院",
        "court_code": "吉0621",
        "case_type_code": "刑初",
        "year": "2021",
        "published_number": "（2021）吉0621刑初15号",
        "cause": "盗窃罪",
        "procedure": "普通",
        "filed_on": "2021-03-14",
        "prosecutor": "抚松县人民检察院",
        "defendants": "欧阳雪",
        "facts": "经审理查明。",
    }
    lines = [",".join(COLUMNS), ",".join(row[column] for column in COLUMNS)]
    report = import_filings(stream=BytesIO("\n".join(lines).encode()), actor=machine())
    assert (report.imported, report.bad) == (1, [])
    assert "欧阳雪" in SearchText.objects.get(case__number="（2021）吉0621刑初15号").parties


def test_parties_titles_and_facts_that_change_later_are_followed(house: CourtHouse) -> None:
    case = accepted_case(house)
    entry = PartyEntry(role=PartyRole.THIRD_PARTY, kind=Kind.PERSON, name="上官婉儿")
    Party.objects.bulk_create([party_row(case, 3, entry)])
    assert SearchText.objects.get(case=case).parties.endswith("上官婉儿")
    Party.objects.filter(case=case, order=3).update(name="司马光")
    assert SearchText.objects.get(case=case).parties.endswith("司马光")
    Party.objects.filter(case=case, order=3).delete()
    assert "司马光" not in SearchText.objects.get(case=case).parties
    Case.objects.filter(pk=case.pk).update(title="新标题")
    CaseText.objects.filter(case=case).update(facts="改写后的事实")
    assert SearchText.objects.filter(case=case, grams__holds="'t标题' & 'f改写'").exists()
    assert not SearchText.objects.filter(case=case, grams__holds="'f借款'").exists()


def test_a_case_written_by_anybody_has_its_text(house: CourtHouse) -> None:
    rows = list(Case.objects.filter(pk=filed_case(house).pk).values())
    fields = {name: value for name, value in rows[0].items() if name != "id"}
    bare = Case.objects.bulk_create([Case(**fields), Case(**fields)])
    assert SearchText.objects.filter(case__in=bare).count() == 2
    add_parties(bare[0], [PartyEntry(role=PartyRole.PLAINTIFF, kind=Kind.PERSON, name="诸葛亮")])
    assert SearchText.objects.get(case=bare[0]).parties == "诸葛亮"
    assert missing() == 0


def test_very_long_texts_can_be_stored(house: CourtHouse) -> None:
    facts = "".join(chr(0x20000 + n) for n in range(42_000)) * 2
    case = filed_case(house, facts=facts)
    names = ["".join(chr(0x23000 + 100 * k + n) for n in range(100)) for k in range(60)]
    add = [PartyEntry(role=PartyRole.DEFENDANT, kind=Kind.PERSON, name=name) for name in names]
    Party.objects.bulk_create(party_row(case, 10 + n, entry) for n, entry in enumerate(add))
    assert SearchText.objects.filter(case=case, grams__holds=f"'p{names[59][:2]}'").exists()


def test_rebuilding_gives_the_same_and_finds_what_is_missing(house: CourtHouse) -> None:
    cases = [filed_case(house) for _ in range(3)]
    before = list(SearchText.objects.order_by("case").values())
    SearchText.objects.filter(case=cases[1]).delete()
    SearchText.objects.filter(case=cases[2]).update(parties="错")
    assert missing() == 1
    assert rebuild(only_missing=True) == 1
    assert missing() == 0
    assert rebuild(batch=2) == len(before)
    assert list(SearchText.objects.order_by("case").values()) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY)
def test_database_and_program_make_text_plain_and_cut_it_alike(house: CourtHouse, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT court_plain(%s), court_grams('f', court_plain(%s))", [text, text])
        made, cut = cursor.fetchone()
    assert made == plain(text)
    expected = {f"f{gram}" for gram in grams(made)} if len(made) > 1 else set()
    assert {gram for gram in cut if "\n" not in gram} == expected
