"""Signed in as somebody, over Django's test client."""

from __future__ import annotations

from django.test import Client

from courts.people.models import Person


def as_(person: Person) -> Client:
    """A client that a person has signed in with."""
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, address: str, **headers: str) -> str:
    """The text of a page that a person may open."""
    answer = as_(person).get(address, headers=headers)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
