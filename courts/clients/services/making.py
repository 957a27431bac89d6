"""Making API clients: bound to one court, their secret shown once, changed, disabled and enabled by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from oauth2_provider.generators import generate_client_id, generate_client_secret
from oauth2_provider.models import AccessToken

from courts.actors.domain import Actor, Right
from courts.clients.domain import unknown_scopes
from courts.clients.models import ApiClient
from courts.clients.selectors import administered_client
from courts.places.selectors import court_by_code
from courts.refusals.domain import InvalidInput, Refused
from courts.refusals.services import wrong_reason
from courts.trail.services import record, recorded

LONGEST_NAME = 100


@dataclass(frozen=True)
class NewClient:
    """The secret is shown once; only its hash is kept."""

    client_id: str
    client_secret: str


def create_api_client(*, name: str, court: str, scopes: str, actor: Actor, reason: str = "") -> NewClient:
    """Make an OAuth2 client-credentials client bound to one court.

    Raises InvalidInput for an empty or taken name, an unknown court, or an unknown or missing
    scope; Refused PEOPLE-RIGHT.
    """
    bound = court_by_code(court)
    errors = _wrong_scopes(scopes)
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        errors["name"] = _("请填写客户端名称。")
    if bound is None:
        errors["court"] = _("没有代码为 %(code)s 的法院。") % {"code": court}
    elif not actor.viewer.may(Right.ADMINISTER, bound.pk):
        raise Refused("PEOPLE-RIGHT", act=_("建立接口客户端"), court_id=bound.pk)
    elif ApiClient.objects.filter(court=bound, name=name.strip()).exists():
        errors["name"] = _("本院已有同名的客户端。")
    if errors or bound is None:
        raise InvalidInput(errors)
    made = NewClient(generate_client_id(), generate_client_secret())
    with recorded():
        client = ApiClient.objects.create(
            name=name.strip(),
            client_id=made.client_id,
            client_secret=made.client_secret,
            client_type=ApiClient.CLIENT_CONFIDENTIAL,
            authorization_grant_type=ApiClient.GRANT_CLIENT_CREDENTIALS,
            court=bound,
            allowed_scopes=" ".join(scopes.split()),
        )
        _note("api_client_created", client, actor, reason, scopes=client.allowed_scopes.split())
    return made


def rotate_secret(*, client_pk: int, reason: str, actor: Actor, seen: str | None = None) -> NewClient:
    """Give a client another secret; the old one and every token it got end at once.

    ``seen`` is the mark of what the page showed: two administrators do not each make a secret unaware of the
    other. Raises NotVisible, InvalidInput (``reason``), Refused CLIENT-MOVED.
    """
    with recorded():
        client = _hold(client_pk, reason, seen, actor)
        made = NewClient(client.client_id, generate_client_secret())
        client.client_secret = made.client_secret
        client.save(update_fields=["client_secret", "updated"])
        AccessToken.objects.filter(application=client).delete()
        _note("api_client_secret_rotated", client, actor, reason)
    return made


def change_client(
    *, client_pk: int, scopes: Iterable[str], reason: str, actor: Actor, seen: str | None = None
) -> ApiClient:
    """Change what a client may do; tokens already given lose what was taken away.

    Raises NotVisible, InvalidInput (``scopes``, ``reason``), Refused CLIENT-MOVED.
    """
    wanted = " ".join(scopes)
    with recorded():
        client = _hold(client_pk, reason, seen, actor)
        errors = _wrong_scopes(wanted)
        if not errors and set(wanted.split()) == set(client.allowed_scopes.split()):
            errors["scopes"] = _("与现在的权限范围相同。")
        if errors:
            raise InvalidInput(errors)
        before = {"scopes": client.allowed_scopes.split()}
        client.allowed_scopes = wanted
        client.save(update_fields=["allowed_scopes", "updated"])
        _note("api_client_changed", client, actor, reason, before=before, after={"scopes": wanted.split()})
    return client


def disable_client(
    *, client_pk: int, disabled_on: date, reason: str, actor: Actor, seen: str | None = None
) -> ApiClient:
    """Disable a client from a day on, today at the earliest. Its answers and its trail stay.

    Raises NotVisible, InvalidInput (``disabled_on``, ``reason``), Refused CLIENT-MOVED.
    """
    with recorded():
        client = _hold(client_pk, reason, seen, actor)
        if disabled_on < actor.today:
            raise InvalidInput({"disabled_on": _("停用日不能早于今天。")})
        if disabled_on == client.disabled_on:
            raise InvalidInput({"disabled_on": _("与现在的停用日相同。")})
        changed = {"before": {"disabled_on": client.disabled_on}, "after": {"disabled_on": disabled_on}}
        client.disabled_on = disabled_on
        client.save(update_fields=["disabled_on", "updated"])
        _note("api_client_disabled", client, actor, reason, **changed)
    return client


def enable_client(*, client_pk: int, reason: str, actor: Actor, seen: str | None = None) -> ApiClient:
    """Let a disabled client call again. Raises NotVisible, InvalidInput (``reason``), Refused CLIENT-MOVED.

    A day of disabling that still lies ahead is taken back the same way.
    """
    with recorded():
        client = _hold(client_pk, reason, seen, actor)
        if client.disabled_on is None:
            raise InvalidInput({"reason": _("该客户端没有停用。")})
        changed = {"before": {"disabled_on": client.disabled_on}, "after": {"disabled_on": None}}
        client.disabled_on = None
        client.save(update_fields=["disabled_on", "updated"])
        _note("api_client_enabled", client, actor, reason, **changed)
    return client


def note_use(client: ApiClient, today: date) -> None:
    """Keep the day on which a client called last; one write a day."""
    if client.last_used_on is None or client.last_used_on < today:
        ApiClient.objects.filter(pk=client.pk).update(last_used_on=today)


def client_mark(client: ApiClient) -> str:
    """What a form was opened on, so that a change meanwhile is noticed."""
    return client.updated.isoformat() if client.updated else ""


def _hold(client_pk: int, reason: str, seen: str | None, actor: Actor) -> ApiClient:
    """The client as it stands, locked. Raises NotVisible, InvalidInput, Refused CLIENT-MOVED."""
    administered_client(actor.viewer, client_pk)
    client: ApiClient = ApiClient.objects.select_for_update(of=("self",)).get(pk=client_pk)
    if seen is not None and seen != client_mark(client):
        raise Refused("CLIENT-MOVED", client=client.name, court_id=client.court_id)
    if errors := wrong_reason(reason):
        raise InvalidInput(errors)
    return client


def _wrong_scopes(scopes: str) -> dict[str, str]:
    if unknown := unknown_scopes(scopes):
        return {"scopes": _("未知的权限范围：%(scopes)s。") % {"scopes": "、".join(unknown)}}
    if not scopes.split():
        return {"scopes": _("请至少给出一个权限范围。")}
    return {}


def _note(verb: str, client: ApiClient, actor: Actor, reason: str, **data: object) -> None:
    assert client.court_id is not None  # bound when made
    record(
        verb,
        court_id=client.court_id,
        actor=actor,
        noun="api_client",
        object_id=client.pk,
        data={"client": client.name, **data, "reason": reason.strip()},
    )
