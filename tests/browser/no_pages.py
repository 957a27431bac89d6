"""Named addresses that are no pages, and how each shows that it is none."""

from __future__ import annotations

from tests.browser.visiting import NOBODY, Named, case, division, judge, nothing, of, plan, review

POSTED = {
    "logout": nothing,
    "my-session-end": lambda _world: {"session_id": NOBODY},
    "second-factor-start": nothing,
    "second-factor-confirm": nothing,
    "second-factor-codes": nothing,
    "second-factor-remove": nothing,
    "division-move": division,
    "person-account-act": lambda world: {**judge(world), "act": "password"},
    "delegation-end": of("delegation", "delegation_id"),
    "draw-nonce": of("draw", "draw_id"),
    "draw-reveal": of("draw", "draw_id"),
    "draw-batch-commit": nothing,
    "draw-batch-nonce": of("batch", "batch_id"),
    "draw-batch-reveal": of("batch", "batch_id"),
    "change-act": lambda world: {"request_id": world.things["changing"].pk, "name": "advise"},
    "recusal-act": lambda world: {"recusal_id": world.things["recusing"].pk, "name": "decide"},
    "acknowledge-alerts": nothing,
    "acknowledge-alert": of("alert", "alert_id"),
    "bell-seen": nothing,
    "retry-message": lambda _world: {"message_id": 1},
    "review-plan-lock": plan,
    "review-plan-number": plan,
    "review-plan-reveal": plan,
    "review-plan-assign": plan,
    **{
        f"review-{act}": review("told")
        for act in ("assign", "begin", "save", "submit", "replace", "tell", "answer", "final")
    },
    "cases-views-save": nothing,
    "cases-view-change": of("view", "view_id"),
    "cases-view-remove": of("view", "view_id"),
    "confirm-open": case("over"),
    "designation-act": lambda world: {
        "designation_id": world.things["asked_designation"].pk,
        "name": "approve",
    },
    "extension-act": lambda world: {"request_id": world.things["asking"].pk, "name": "advise"},
    **{f"body-{act}": case("bodied") for act in ("change", "correct", "end", "tell")},
    "body-draw-lock": case("bodied", name="assessors"),
    "body-draw-number": of("seat_call", "call_id"),
    "body-draw-reveal": of("seat_call", "call_id"),
    "leader-propose": of("leader", "person_id"),
    "leader-answer": lambda _world: {"proposal_id": NOBODY},
    "filing-save": of("draft", "draft_id"),
    "filing-submit": of("draft", "draft_id"),
    "filing-discard": of("draft", "draft_id"),
}
"""What is only posted to: reading the address is answered 405."""

PARTS: dict[str, tuple[str, Named, str]] = {
    "healthz": ("", nothing, "application/json"),
    "readyz": ("", nothing, "application/json"),
    "night-rows": ("administrator", nothing, "text/html"),
    "recomputation-rows": ("administrator", nothing, "text/html"),
    "bell-count": ("clerk", nothing, "text/html"),
    "nav-counts": ("clerk", nothing, "text/html"),
    "cases-suggest": ("clerk", nothing, "text/html"),
    "causes-json": ("clerk", nothing, "application/json"),
    "draw-bundle": ("clerk", of("draw", "draw_id"), "application/json"),
    "draw-program": ("", nothing, "text/x-python"),
    "verify-bundle": ("", lambda world: {"receipt": world.things["draw"].receipt}, "application/json"),
    "anchors-data": ("", nothing, "application/json"),
    "change-notice": ("clerk", of("changed", "request_id"), "application/pdf"),
    "anchors-sheet": ("", nothing, "application/pdf"),
    "acceptance-notice": ("clerk", case("fresh"), "application/pdf"),
    "agenda-feed-file": ("", lambda world: {"token": world.things["feed"]}, "text/calendar"),
    "document": ("clerk", of("document", "document_id"), "application/pdf"),
    "limit-paper": ("clerk", case("fresh"), "application/pdf"),
}
"""Files, data and pieces of pages: who gets them and what they are. A piece of a page has no head."""

LED_ON = {
    "set_language": "goes back to the page whose language was changed",
    "metrics": "of the programs that watch; closed to browsers",
    "notice": "goes on to what the notice is about",
    "series-file": "needs its court, purpose and year; test_whole_series.py reads it",
    "second-factor-verify": "asked for in the middle of a login; test_account_pages.py looks at it",
    "schema": "of the interface for programs",
    "token": "of the interface for programs",
    "docs": "of the interface for programs: the page of drf-spectacular",
}
"""Named addresses with no page of our own that can be opened by itself."""
