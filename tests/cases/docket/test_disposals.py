"""Which lawful ways of ending a case (结案方式) belong to which type of case and procedure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cases.docket import selectors
from cases.docket.domain import Disposal, Outcome, Procedure, Use
from cases.docket.selectors import check_disposals, disposals, endings, words
from cases.numbers.selectors import case_types, family_of
from courts.rulebook.domain import RuleError, RuleTable

ON = date(2026, 3, 10)

ENDINGS = {
    ("刑辖", "review"): "application_withdrawn designated jurisdiction_kept lifted",
    ("民辖终", "second_instance"): "affirmed appeal_deemed_withdrawn appeal_withdrawn changed",
    ("民辖监", "retrial_review"): "application_withdrawn supervision_corrected supervision_upheld",
    ("刑初", "ordinary"): (
        "judgment private_dismissed private_mediation private_withdrawn transferred trial_ended "
        "withdrawal_allowed"
    ),
    ("刑初", "expedited"): "judgment transferred trial_ended withdrawal_allowed",
    ("刑终", "second_instance"): (
        "affirmed appeal_withdrawn changed private_mediation private_withdrawn remanded trial_ended"
    ),
    ("刑监", "retrial_review"): "not_reopened retrial_lower retrial_own",
    ("刑申", "retrial_review"): "application_withdrawn retrial_lower retrial_own retrial_rejected",
    ("刑抗", "retrial_review"): "protest_withdrawn retrial_lower retrial_own",
    ("刑再", "retrial"): "affirmed changed protest_withdrawn remanded trial_ended",
    ("刑没", "special"): "application_rejected application_withdrawn confiscation_ordered trial_ended",
    ("刑没", "second_instance"): "affirmed appeal_withdrawn changed remanded trial_ended",
    ("刑核", "review"): "approved disapproved_changed disapproved_remanded",
    ("刑医", "special"): "application_rejected application_withdrawn treatment_ordered",
    ("刑医解", "special"): "application_withdrawn treatment_continued treatment_ended",
    ("刑医复", "review"): (
        "application_withdrawn reconsideration_changed reconsideration_remanded reconsideration_upheld"
    ),
    ("刑医监", "review"): "application_withdrawn supervision_corrected supervision_upheld",
    ("刑止", "review"): "execution_resumed stay_ordered",
    ("刑止调", "review"): "inquiry_reported",
    ("刑止核", "review"): "death_case_changed execution_resumed stay_ordered",
    ("刑更", "review"): "application_withdrawn penalty_changed penalty_unchanged",
    ("刑更备", "review"): "recorded",
    ("刑他", "other"): "application_granted application_rejected application_withdrawn ruled",
    ("民初", "ordinary"): (
        "action_dismissed deemed_withdrawn judgment mediation terminated transferred withdrawal_allowed"
    ),
    ("民终", "second_instance"): (
        "action_withdrawn_on_appeal affirmed appeal_deemed_withdrawn appeal_withdrawn changed mediation "
        "ordered_to_hear remanded revoked_dismissed terminated"
    ),
    ("民监", "retrial_review"): "not_reopened protest_withdrawn retrial_lower retrial_own review_ended",
    (
        "民申",
        "retrial_review",
    ): "application_withdrawn retrial_lower retrial_own retrial_rejected review_ended",
    ("民抗", "retrial_review"): "protest_withdrawn retrial_lower retrial_own review_ended",
    ("民再", "retrial"): (
        "action_withdrawn_on_appeal affirmed changed mediation protest_withdrawn remanded retrial_ended "
        "revoked_dismissed"
    ),
    ("民撤", "ordinary"): (
        "action_dismissed deemed_withdrawn judgment mediation terminated transferred withdrawal_allowed"
    ),
    ("民特", "special"): (
        "application_granted application_rejected application_withdrawn judgment special_ended transferred"
    ),
    ("民特监", "retrial_review"): "application_withdrawn supervision_corrected supervision_upheld",
    ("民催", "public_summons"): (
        "application_rejected application_withdrawn bill_void summons_ended transferred"
    ),
    ("民督", "payment_order"): (
        "application_rejected application_withdrawn payment_order_ended payment_order_issued transferred"
    ),
    ("民保令", "special"): "application_granted application_rejected application_withdrawn",
    ("民他", "other"): "application_granted application_rejected application_withdrawn ruled",
    ("民破", "other"): "application_rejected bankruptcy_ended composition_approved plan_approved transferred",
    ("民算", "other"): "application_rejected liquidation_ended transferred",
    ("行初", "ordinary"): (
        "action_dismissed deemed_withdrawn judgment mediation terminated transferred withdrawal_allowed"
    ),
    ("行终", "second_instance"): (
        "action_withdrawn_on_appeal affirmed appeal_deemed_withdrawn appeal_withdrawn changed mediation "
        "ordered_to_hear remanded revoked_dismissed terminated"
    ),
    ("行监", "retrial_review"): "not_reopened protest_withdrawn retrial_lower retrial_own review_ended",
    (
        "行申",
        "retrial_review",
    ): "application_withdrawn retrial_lower retrial_own retrial_rejected review_ended",
    ("行抗", "retrial_review"): "protest_withdrawn retrial_lower retrial_own review_ended",
    ("行再", "retrial"): (
        "affirmed changed mediation protest_withdrawn remanded retrial_ended revoked_dismissed"
    ),
    ("行审", "review"): "application_withdrawn enforcement_denied enforcement_permitted",
    ("行审复", "review"): "application_withdrawn reconsideration_changed reconsideration_upheld",
    ("行他", "other"): "application_granted application_rejected application_withdrawn ruled",
    ("法赔", "other"): (
        "application_rejected application_withdrawn compensation_agreed compensation_denied "
        "compensation_granted"
    ),
    ("委赔", "other"): (
        "application_rejected application_withdrawn compensation_agreed compensation_changed "
        "compensation_denied compensation_granted compensation_upheld"
    ),
    ("委赔监", "retrial_review"): (
        "application_withdrawn compensation_reheard supervision_corrected supervision_upheld"
    ),
    ("委赔提", "retrial"): (
        "application_withdrawn compensation_changed compensation_denied compensation_granted "
        "compensation_upheld"
    ),
    ("司救刑", "review"): "application_withdrawn relief_denied relief_ended relief_granted",
    ("认台", "special"): "application_rejected application_withdrawn not_recognised recognised",
    ("认复", "review"): "application_withdrawn reconsideration_changed reconsideration_upheld",
    ("请台送", "other"): "application_withdrawn assistance_received assistance_returned",
    ("台请送", "other"): "assistance_failed assistance_given assistance_refused",
    ("协他", "other"): "application_granted application_rejected application_withdrawn ruled",
    ("协外引", "other"): "extraditable extradition_approved extradition_changed not_extraditable",
    ("司惩", "other"): "not_sanctioned sanctioned",
    ("司惩复", "review"): "application_withdrawn reconsideration_changed reconsideration_upheld",
    ("财保", "other"): "application_rejected application_withdrawn preserved",
    ("行保复", "review"): "application_withdrawn reconsideration_changed reconsideration_upheld",
    ("执", "enforcement"): (
        "enforcement_rejected enforcement_struck enforcement_terminated not_enforced performed round_ended"
    ),
    ("执保", "enforcement"): (
        "preservation_done preservation_impossible preservation_lifted preservation_partly_done"
    ),
    ("执异", "review"): "application_withdrawn objection_rejected objection_upheld",
    ("执复", "review"): (
        "application_withdrawn reconsideration_changed reconsideration_remanded reconsideration_upheld"
    ),
    ("执监", "review"): "application_withdrawn supervision_corrected supervision_upheld",
    ("执协", "review"): "application_withdrawn coordinated coordination_decided",
    ("执他", "other"): "application_granted application_rejected application_withdrawn ruled",
    ("清申", "review"): "application_withdrawn petition_accepted petition_refused transferred",
    ("清终", "second_instance"): "affirmed appeal_withdrawn changed ordered_to_hear",
    ("清监", "retrial_review"): "application_withdrawn supervision_corrected supervision_upheld",
    ("诉前调", "other"): "application_withdrawn mediated mediation_failed",
    ("诉前调确", "special"): "application_granted application_rejected application_withdrawn",
    ("诉前调书", "other"): "mediation mediation_failed",
}
"""One type and procedure for each list of disposals there is; the other types of a family share it."""
NOT_OVER = "transferred payment_order_ended round_ended enforcement_struck mediation_failed"
CHANGED = (
    "changed revoked_dismissed disapproved_changed reconsideration_changed supervision_corrected "
    "death_case_changed compensation_changed extradition_changed objection_upheld"
)
REMANDED = "remanded disapproved_remanded reconsideration_remanded"
AGAIN = "retrial_own retrial_lower compensation_reheard"


@pytest.mark.parametrize(("type_code", "procedure"), ENDINGS, ids="-".join)
def test_the_lawful_ways_to_end_a_case(type_code: str, procedure: str) -> None:
    found = endings(type_code, procedure, ON)
    assert sorted(ending.rule.code for ending in found) == ENDINGS[type_code, procedure].split()
    assert all(ending.article for ending in found)


def test_every_type_and_procedure_ends_as_one_of_the_table() -> None:
    lists = {(family_of(code), codes) for (code, _procedure), codes in ENDINGS.items()}
    for rule in case_types():
        for procedure in rule.procedures:
            day = rule.valid_to or ON
            codes = " ".join(sorted(ending.rule.code for ending in endings(rule.code, procedure, day)))
            assert (rule.family, codes) in lists, (rule.code, procedure)


def test_every_disposal_ends_some_case_and_cites_its_law() -> None:
    assert {code for codes in ENDINGS.values() for code in codes.split()} == {
        rule.code for rule in disposals()
    }
    assert len(disposals()) == 104
    for rule in disposals():
        assert all(use.article in rule.article for use in rule.uses)


def test_what_counts_as_changed_remanded_or_not_over() -> None:
    def having(outcome: Outcome) -> set[str]:
        return {rule.code for rule in disposals() if rule.outcome is outcome}

    assert having(Outcome.CHANGED) == set(CHANGED.split())
    assert having(Outcome.REMANDED) == set(REMANDED.split())
    assert having(Outcome.ORDERED) == {"ordered_to_hear"}
    assert having(Outcome.RETRIAL) == set(AGAIN.split())
    assert {rule.code for rule in disposals() if not rule.ends} == set(NOT_OVER.split())


@pytest.mark.parametrize(
    ("disposal", "event"),
    [
        ("judgment", "pronouncement"),
        ("changed", "pronounced_or_served"),
        ("mediation", "last_service"),
        ("round_ended", "last_service"),
        ("designated", "document"),
        ("assistance_given", "handover"),
        ("performed", "performance"),
        ("payment_order_issued", "effect"),
    ],
)
def test_the_day_that_counts_as_the_closing_date(disposal: str, event: str) -> None:
    """法释〔2000〕29号第十条: pronouncement of a judgment, service on the last party of a ruling."""
    assert disposals().latest(disposal).event == event
    assert {rule.event for rule in disposals()} == {row.code for row in words("closing_events")}


def test_the_groups_come_in_their_order() -> None:
    groups = [ending.rule.group for ending in endings("民初", "ordinary", ON)]
    assert groups == sorted(groups, key=[row.code for row in words("disposal_groups")].index)
    named = " ".join(row.code for row in words("disposal_groups"))
    assert named == "judgment mediation ruling decision withdrawal enforcement assistance transfer"


def test_a_private_prosecution_is_not_withdrawn_in_expedited_procedure() -> None:
    """The article of one case is the article of its own use, not of the whole row."""
    found = {ending.rule.code: ending.article for ending in endings("刑初", "ordinary", ON)}
    assert found["private_withdrawn"] == "刑事诉讼法第二百一十一条、第二百一十二条第一款"
    assert "private_withdrawn" not in {ending.rule.code for ending in endings("刑初", "expedited", ON)}


CIVIL: dict[str, Any] = {"families": ("civil_first",), "article": "x"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"group": "nothing"}, "unknown group"),
        ({"event": "some day"}, "unknown group or event"),
        ({"uses": (Use(families=("no_such",), article="x"),)}, "no_such"),
        ({"uses": (Use(families=("civil_first",), article="x", types=("刑初",)),)}, "刑初"),
        (
            {"uses": (Use(families=("civil_first",), article="x", procedures=(Procedure.SUMMARY,)),)},
            "nothing ends",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rows_that_do_not_agree_are_turned_down(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, object], said: str
) -> None:
    rule: Disposal = replace(disposals().latest("judgment"), **change)  # type: ignore[arg-type]
    monkeypatch.setattr(selectors, "disposals", lambda: RuleTable([rule]))
    with pytest.raises(RuleError, match=said):
        check_disposals()


def test_a_disposal_needs_a_use() -> None:
    with pytest.raises(ValueError, match="no case"):
        replace(disposals().latest("judgment"), uses=())
