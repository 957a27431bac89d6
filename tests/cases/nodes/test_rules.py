"""Which nodes people enter and which follow from a step of the system."""

from __future__ import annotations

import pytest

from cases.nodes.selectors import nodes


@pytest.mark.parametrize(
    ("node", "by_hand"),
    [
        ("filing", False),
        ("assignment", False),
        ("service", True),
        ("hearing", True),
        ("deliberation", True),
        ("pronouncement", True),
        ("enforcement", True),
        ("closing", False),
        ("archiving", True),
    ],
)
def test_a_node_that_follows_from_a_step_is_not_typed_in(node: str, by_hand: bool) -> None:
    assert nodes().latest(node).entered_by_hand is by_hand


def test_the_table_of_this_file_is_whole() -> None:
    assert len(nodes()) == 9
