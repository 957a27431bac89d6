"""Which receivers each topic has. Filled in ready(); receivers must be idempotent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

Receiver = Callable[[dict[str, Any], datetime], None]

_RECEIVERS: dict[str, list[Receiver]] = defaultdict(list)


def receive(topic: str, receiver: Receiver) -> None:
    """Deliver every message of ``topic`` to ``receiver(body, at)``."""
    if receiver not in _RECEIVERS[topic]:
        _RECEIVERS[topic].append(receiver)


def receivers(topic: str) -> tuple[Receiver, ...]:
    return tuple(_RECEIVERS[topic])
