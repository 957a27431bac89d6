"""The filing page as a browser sends it and reads it."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.builders import ID_CARD, today


def browser_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def posted(*parties: dict[str, str], **over: Any) -> dict[str, Any]:
    """The filing page as a browser sends it; a change to None leaves a field out."""
    rows = parties or (
        {"role": "plaintiff", "kind": "person", "name": "王建国", "id_number": ID_CARD},
        {"role": "defendant", "kind": "organisation", "name": "抚松县长白山木业有限公司"},
    )
    body: dict[str, Any] = {
        "channel": "counter",
        "received_on": today().isoformat(),
        "case_type": "民初",
        "procedure": "ordinary",
        "cause": "民间借贷纠纷",
        "claim_amount": "126.84万",
        "facts": "被告借款到期未还。",
        "four_category": "no",
        "parties-TOTAL_FORMS": len(rows),
        "parties-INITIAL_FORMS": 0,
        **{
            f"parties-{number}-{name}": value
            for number, row in enumerate(rows)
            for name, value in row.items()
        },
        **over,
    }
    return {name: value for name, value in body.items() if value is not None}


def field(page: str, name: str) -> str:
    """The tag of a control on a page."""
    found = re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', page)
    assert found is not None, name
    return found[0]


def kept_draft(client: Client, *parties: dict[str, str], **over: Any) -> str:
    draft = str(uuid4())
    answer = client.post(f"/filing/{draft}/save/", posted(*parties, **over))
    assert answer.status_code == 302
    return draft
