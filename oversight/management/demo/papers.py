"""A filing of the demo: the case as a clerk would have entered it, with its parties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from cases.causes.domain import meaning
from cases.causes.selectors import cause_tree
from cases.docket.domain import Channel, Seal, Status
from cases.docket.models import Case, CaseText
from cases.numbers.domain import CaseType
from cases.numbers.selectors import case_types
from cases.parties.models import Party
from cases.parties.services import party_row, read_parties
from courts.actors.domain import Role
from courts.people.models import Person
from oversight.management.demo import invented, matters
from oversight.management.demo.days import instant
from oversight.management.demo.matters import Matter, weighted
from oversight.management.demo.staff import Staffed

SMALL_CLAIM_YUAN = 40_000
HOURS = (8, 9, 9, 10, 10, 11, 13, 14, 15)
CHANNELS = (
    (Channel.COUNTER.value, 0.58),
    (Channel.ONLINE.value, 0.3),
    (Channel.SELF_SERVICE.value, 0.07),
    (Channel.CROSS_AREA.value, 0.05),
)
DETAINED = {"ordinary": 0.45, "summary": 0.2, "expedited": 0.15, "second_instance": 0.6}
JUVENILE_SHARE = 0.035
PRIVACY_SHARE = 0.025
INTIMATE = frozenset({"离婚纠纷", "强奸罪"})
AGENCIES = ("公安局", "自然资源局", "人力资源和社会保障局", "市场监督管理局", "林业局", "人民政府")


@dataclass(frozen=True)
class Papers:
    """What came in: the unsaved case, its text and parties, the clerk and the moment."""

    case: Case
    text: CaseText
    parties: list[Party]
    clerk: Person
    entered_at: datetime


class Counter:
    """The filing counter of one court."""

    def __init__(self, chance: Random, staffed: Staffed) -> None:
        self.chance, self.staffed = chance, staffed
        self.level = staffed.court.level

    def take_in(self, received_on: date, *, at_closing: bool = False) -> Papers:
        """A filing received on a day; at closing time it is left for the next."""
        chance = self.chance
        type_code = weighted(chance, matters.TYPES[self.level])
        rule = case_types().latest(type_code)
        mix = matters.PROCEDURES.get((self.level, type_code))
        procedure = weighted(chance, mix) if mix else rule.procedures[0]
        named = weighted(chance, matters.RULES[type_code]) if type_code in matters.RULES else ""
        matter = matters.matter_for(chance, self.level, type_code, rule.category.value, procedure)
        return self._take(received_on, rule, procedure, named, matter, at_closing=at_closing)

    def take_in_missing(self, received_on: date) -> Papers:
        """Somebody is to be declared missing: the limit waits for the end of the public notice."""
        rule = case_types().latest("民特")
        return self._take(received_on, rule, rule.procedures[0], matters.MISSING_RULE, matters.MISSING)

    def _take(
        self,
        received_on: date,
        rule: CaseType,
        procedure: str,
        named: str,
        matter: Matter,
        *,
        at_closing: bool = False,
    ) -> Papers:
        chance, type_code = self.chance, rule.code
        meant = meaning(cause_tree(), matter.cause, received_on, rule.cause_categories)
        if meant is None or meant.present is None:
            raise LookupError(f"{matter.cause} is no cause of a {type_code} case of {received_on}")
        hour = 16 if at_closing else chance.choice(HOURS)
        minute = chance.randrange(40, 60) if at_closing else chance.randrange(60)
        entered_at = instant(received_on, hour, minute, chance.randrange(60))
        case = Case(
            id=invented.uuid_at(chance, entered_at),
            court=self.staffed.court,
            status=Status.RECEIVED.value,
            type_code=type_code,
            category=rule.category.value,
            procedure=procedure,
            limit_rule=named,
            cause_code=meant.present.code,
            cause_name=meant.present.zh,
            received_on=received_on,
            channel=self._channel(type_code),
            four_category=chance.random() < 0.04,
            entered_at=entered_at,
        )
        clerk = chance.choice(self.staffed.people[Role.CLERK])
        case.entered_by = clerk
        return self._fill(case, matter, clerk)

    def _channel(self, type_code: str) -> str:
        return Channel.PROSECUTION.value if type_code == "刑初" else weighted(self.chance, CHANNELS)

    def _fill(self, case: Case, matter: Matter, clerk: Person) -> Papers:
        chance = self.chance
        claim = self._claim(case, matter)
        case.claim_fen = claim * 100 if claim else None
        criminal = case.category == "criminal"
        if criminal:
            case.detained = chance.random() < DETAINED.get(case.procedure, 0.2)
        juvenile = criminal and case.type_code == "刑初" and chance.random() < JUVENILE_SHARE
        if juvenile:
            case.sealed = Seal.JUVENILE.value
        elif matter.cause in INTIMATE and chance.random() < (0.9 if criminal else PRIVACY_SHARE):
            case.sealed = Seal.PRIVACY.value
        rows = self._parties(case, matter, juvenile=juvenile)
        entries, errors = read_parties(rows)
        if errors:
            raise ValueError(f"{errors} in {rows}")
        first, last = entries[0].name, entries[-1].name
        case.title = _title(case, first, last)
        written = matters.APPEALED if case.type_code == "刑终" else matter.facts
        facts = written.format(
            a=first,
            b=last,
            sum=f"{claim:,}" if claim else "若干",
            year=case.received_on.year - 1,
            place=invented.REGIONS[chance.choice(self.staffed.house.regions)],
            crime=case.cause_name.removesuffix("罪"),
            cause=case.cause_name,
        )
        text = CaseText(case=case, court_id=case.court_id, facts=facts)
        parties = [party_row(case, order, entry) for order, entry in enumerate(entries, start=1)]
        for party in parties:
            party.id = invented.uuid_at(chance, case.entered_at)
        return Papers(case, text, parties, clerk, case.entered_at)

    def _claim(self, case: Case, matter: Matter) -> int:
        """A sum in yuan, small ones more often than large."""
        if not matter.most or case.category == "criminal":
            return 0
        most = min(matter.most, SMALL_CLAIM_YUAN) if case.procedure == "small_claims" else matter.most
        least = min(matter.least, most)
        amount = least + (most - least) * self.chance.random() ** 2.6
        return int(round(amount, -2 if amount > 20_000 else -1))

    def _parties(self, case: Case, matter: Matter, *, juvenile: bool) -> list[dict[str, Any]]:
        if case.type_code == "刑初":
            rows = [self._prosecutor(case)]
            youngest, oldest = (15, 17) if juvenile else (19, 68)
            accused = 1 if self.chance.random() < 0.86 else self.chance.randrange(2, 4)
            rows += [self._person("accused", case, youngest, oldest) for _ in range(accused)]
            return rows
        if case.type_code == "刑终":
            return [self._person("appellant", case, 19, 68), self._prosecutor(case)]
        bringing, answering = _roles(case)
        rows = [self._party(bringing, matter.by, case)]
        if matter.against == "person" and self.chance.random() < 0.14:
            rows.append(self._party(answering, "person", case))
        rows.append(self._party(answering, matter.against, case))
        return rows

    def _party(self, role: str, kind: str, case: Case) -> dict[str, Any]:
        chance = self.chance
        region = chance.choice(self.staffed.house.regions)
        if kind == "person":
            return self._person(role, case, 21, 79)
        if kind == "agency":
            return {
                "role": role,
                "kind": "agency",
                "name": invented.REGIONS[region] + chance.choice(AGENCIES),
            }
        name = invented.bank_name(chance, region) if kind == "bank" else invented.firm_name(chance, region)
        return {
            "role": role,
            "kind": "organisation",
            "name": name,
            "id_type": "credit_code",
            "id_number": invented.credit_code(chance, region),
            "phone": invented.phone(chance),
            "address": invented.address(chance, region),
        }

    def _person(self, role: str, case: Case, youngest: int, oldest: int) -> dict[str, Any]:
        chance = self.chance
        region, female = chance.choice(self.staffed.house.regions), chance.random() < 0.42
        born = invented.birthday(chance, case.received_on, youngest=youngest, oldest=oldest)
        return {
            "role": role,
            "kind": "person",
            "name": invented.person_name(chance, female=female),
            "id_type": "identity_card",
            "id_number": invented.identity_number(chance, region, born, female=female),
            "phone": invented.phone(chance) if chance.random() < 0.8 else "",
            "address": invented.address(chance, region),
        }

    def _prosecutor(self, case: Case) -> dict[str, Any]:
        """Who prosecuted; on appeal the procuratorate of the first instance."""
        if case.type_code == "刑终":
            name = f"{invented.REGIONS[self.chance.choice(self.staffed.house.regions)]}人民检察院"
        else:
            court = self.staffed.court.name
            name = court.replace("中级人民法院", "人民检察院").replace("人民法院", "人民检察院")
        return {"role": "prosecutor", "kind": "agency", "name": name}


def _roles(case: Case) -> tuple[str, str]:
    """The side that brings the case and the side that answers."""
    roles = case_types().latest(case.type_code).roles
    if case.category == "enforcement":
        return "applicant", "respondent"
    if case.type_code == "民督":
        return "creditor", "debtor"
    return roles[0], roles[1]


def _title(case: Case, first: str, last: str) -> str:
    cause = case.cause_name.removesuffix("罪")
    if case.type_code == "刑初":
        return f"{last}{cause}案"
    if case.type_code == "刑终":
        return f"{first}{cause}上诉案"
    if case.category == "enforcement":
        return f"{first}申请执行{last}"
    if case.limit_rule == matters.MISSING_RULE:
        return f"{first}申请宣告{last}失踪"
    joint = "与" if case.type_code == "民特" else "诉"
    return f"{first}{joint}{last}{cause}"
