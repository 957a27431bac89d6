"""Every page there is, who opens it and where: the table that the walk over all pages goes through.

A page without a row here fails ``test_every_page_is_in_the_table``; what is not a page
stands in no_pages.py.
"""

from __future__ import annotations

from cases.docket.registry import tabs
from courts.manual.selectors import PAGES
from tests.browser.visiting import (
    NOBODY,
    Visit,
    case,
    code,
    coming_post,
    court,
    division,
    judge,
    member,
    of,
    plan,
    post,
    request_papers,
    review,
    sample,
    stay,
    term,
)

__all__ = ["VISITS", "Visit"]

CALCULATED = (
    "?rule_code=CIV1_ORD&starts_on=2025-03-14&as_of=2025-08-01&l0-kind=exclusion&l0-ground=X01"
    "&l0-starts_on=2025-03-20&l0-ends_on=2025-04-19&l1-kind=extension"
)
VISITS = [
    # courts: coming in, one's own account
    Visit("login", ""),
    Visit("my-account", "clerk"),
    Visit("my-password", "clerk"),
    Visit("second-factor", "president"),
    # courts: administration
    Visit("office", "administrator"),
    Visit("roles", "administrator"),
    Visit("office-courts", "administrator"),
    Visit("office-court", "administrator", court),
    Visit("court-name", "administrator", court),
    Visit("division-new", "administrator", court),
    Visit("division-rename", "administrator", division),
    Visit("division-close", "administrator", division),
    Visit("people", "administrator"),
    Visit("people", "administrator", query="?words=nobody", note="none"),
    Visit("person-new", "administrator"),
    Visit("person-transfer", "administrator"),
    Visit("person", "administrator", judge),
    Visit("person-correct", "administrator", judge),
    Visit("person-state", "administrator", judge),
    Visit("post-new", "administrator", judge),
    Visit("post-end", "administrator", post),
    Visit("post-withdraw", "administrator", coming_post),
    Visit("quota-admit", "administrator", judge),
    Visit("quota-leave", "administrator", term),
    Visit("person-account", "administrator", judge),
    Visit("delegations", "administrator"),
    Visit("delegation-new", "administrator"),
    Visit("my-delegations", "president"),
    Visit("my-delegations", "head"),
    Visit("my-delegation-new", "president"),
    Visit("calendar", "administrator"),
    Visit("guide", "handler:over"),
    *(Visit("guide-page", "clerk", lambda _world, name=name: {"name": name}, note=name) for name in PAGES),
    Visit("refusal-rules", "clerk", query="?text=立案&level=warn", note="found"),
    Visit("options", "administrator"),
    Visit("option", "administrator", code("POOL-MIN")),
    Visit("clients", "administrator"),
    Visit("new-client", "administrator"),
    Visit("client", "administrator", of("client", "client_pk")),
    Visit("settings-history", "administrator"),
    Visit("jobs", "administrator"),
    Visit("periodic-task", "administrator", lambda _world: {"name": "nightly"}),
    Visit("pools", "administrator"),
    Visit("new-pool", "administrator"),
    Visit("pool", "administrator", lambda world: {"pool_id": world.house.pool.pk}),
    Visit("pool-member", "administrator", member),
    Visit("leave", "administrator"),
    Visit("leave-entry", "administrator", of("leave", "absence_id")),
    # the law as data
    Visit("refusal-rules", "clerk"),
    Visit("refusal-rules", "clerk", query="?text=nobody", note="none"),
    Visit("reference", "clerk"),
    Visit("reference-causes", "clerk"),
    Visit("reference-cause", "clerk", code("civ.4.10.103")),
    Visit("reference-case-types", "clerk"),
    Visit("reference-case-type", "clerk", code("民初")),
    Visit("reference-limit-rules", "clerk"),
    Visit("reference-limit-rule", "clerk", code("CIV1_ORD")),
    Visit("reference-disposals", "clerk"),
    Visit("reference-disposal", "clerk", code("judgment")),
    # cases: the work list, finding, filing
    *(
        Visit("worklist", who)
        for who in (
            "clerk",
            "handler:over",
            "head",
            "president",
            "administrator",
            "reviewer",
            "upper_president",
        )
    ),
    Visit("cases", "trial_management"),
    Visit("cases", "trial_management", query="?q=王建国&status=open&claim_from=1", note="found"),
    Visit("cases", "trial_management", query="?status=nonsense", note="wrong"),
    Visit("cases", "trial_management", query="?q=nobody", note="none"),
    Visit("cases", "upper_president", query="?order=filed"),
    Visit("cases", "president", query="?lamp=black"),
    Visit("cases-export", "trial_management", query="?status=open"),
    Visit("cases-views", "trial_management"),
    Visit("filing-new", "clerk"),
    Visit("filing", "clerk", of("draft", "draft_id")),
    Visit("filing-check", "clerk", of("draft", "draft_id")),
    Visit("intake-queue", "clerk"),
    Visit("accept", "clerk", case("filed")),
    Visit("accept", "clerk", case("accepted"), status=422, note="refused"),
    Visit("refuse", "clerk", case("filed")),
    Visit("four-category", "clerk", case("filed")),
    # cases: one case
    *(Visit("case", "clerk", case(step), note=step) for step in ("filed", "accepted", "drawing", "fresh")),
    Visit("case", "handler:over", case("over")),
    Visit("case", "handler:sealed", case("sealed"), note="sealed"),
    *(
        Visit("case-tab", "president", case("over", tab=entry.code), note=entry.code)
        for entry in tabs()
        if entry.code != "overview"
    ),
    Visit("case", "clerk", lambda _world: {"case_id": NOBODY}, status=404, note="none"),
    # cases: custody
    Visit("custody", "handler:sealed", case("sealed")),
    Visit("custody", "handler:over", case("over"), status=422, note="refused"),
    Visit("custody-end", "handler:sealed", stay),
    Visit("custody-cancel", "handler:sealed", stay),
    # cases: the limit and its ledger
    Visit("case-tab", "handler:stopped", case("stopped", tab="limit"), note="limit-stopped"),
    Visit("case-tab", "head", case("over", tab="limit"), query="?on=2026-04-01", note="limit-then"),
    Visit("case-tab", "head", case("over", tab="limit"), query="?on=1999-13-01", note="limit-wrong-day"),
    *(
        Visit("ledger-enter", "handler:stopped", case("stopped", kind=kind), note=kind)
        for kind in ("exclusion", "suspension", "conversion", "restart")
    ),
    Visit("ledger-answer", "head", of("waiting", "item_id")),
    Visit("ledger-end", "handler:stopped", of("stop", "item_id")),
    Visit("ledger-cancel", "head", of("stop", "item_id")),
    Visit("ledger-told", "handler:stopped", of("stop", "item_id")),
    Visit("limit-paper-page", "handler:over", case("over")),
    Visit("limit-calculator", ""),
    Visit("limit-calculator", "clerk"),
    Visit("limit-calculator", "", query=CALCULATED, note="answered"),
    Visit("limit-calculator", "clerk", query=CALCULATED, note="answered-inside"),
    Visit("limit-calculator", "", query=CALCULATED.replace("X01", "X03"), status=422, note="refused"),
    Visit("limit-calculator", "", query="?rule_code=CIV1_ORD&starts_on=2025-02-30", status=400, note="wrong"),
    Visit("limit-start", "clerk", case("missing")),
    Visit("case-tab", "clerk", case("missing", tab="limit"), note="limit-waiting"),
    # cases: the calendar of limits
    Visit("agenda", "handler:over", query="?month=2026-09"),
    Visit("agenda", "president", query="?month=2026-09&scope=court", note="court"),
    Visit("agenda", "head", query="?month=2026-13", status=400, note="wrong"),
    Visit("agenda", "handler:fresh", query="?month=2031-01", note="none"),
    Visit("agenda-day", "head", lambda _world: {"day": "2026-09-10"}, query="?scope=division"),
    Visit("agenda-day", "handler:over", lambda _world: {"day": "2026-01-01"}, note="none"),
    Visit("agenda-feed", "handler:over"),
    # cases: requests for more time, documents
    Visit("ask-extension", "handler:fresh", case("fresh")),
    Visit("ask-extension", "handler:asking", case("asking"), status=422, note="refused"),
    Visit("take-statutory", "handler:sealed", case("sealed")),
    *(Visit("extensions", who) for who in ("head", "handler:asking", "trial_management")),
    Visit("extensions", "president", query="?which=decided&state=refused", note="none"),
    *(Visit("extension", who, of("asking", "request_id")) for who in ("handler:asking", "head")),
    *(Visit("extension", who, of("extended", "request_id"), note=who[:7]) for who in ("clerk", "president")),
    Visit("documents", "handler:asking", request_papers),
    Visit("document-withdraw", "handler:asking", of("paper:asking", "document_id")),
    Visit("case-tab", "handler:asking", case("asking", tab="documents"), note="papers"),
    Visit("case", "handler:extended", case("extended"), note="extended"),
    Visit("record-node", "handler:over", case("over")),
    Visit("close", "handler:over", case("over")),
    Visit("grant", "handler:sealed", case("sealed")),
    # assignment
    *(
        Visit("draw", "clerk", case(step), note=step)
        for step in ("filed", "accepted", "drawing", "numbered", "fresh")
    ),
    Visit("acceptance-notice-page", "clerk", case("fresh"), paper=True),
    Visit("anchors", ""),
    Visit("verify-ask", ""),
    Visit("verify", "", lambda world: {"receipt": world.things["draw"].receipt}),
    Visit("verify", "", lambda world: {"receipt": world.things["open_draw"].receipt}, note="open"),
    Visit("verify", "", lambda _world: {"receipt": "0123456789abcdef"}, status=404, note="unknown"),
    # oversight
    Visit("alerts", "handler:over"),
    Visit("alerts", "president", query="?level=over"),
    Visit("alerts", "head", query="?status=any"),
    Visit("alert", "handler:over", of("alert", "alert_id")),
    Visit("alert", "president", of("alert", "alert_id")),
    Visit("alerts", "president", query="?kind=pending&status=standing", note="pending"),
    Visit("alerts-stopped", "president"),
    Visit("alerts-hidden", "head"),
    Visit("alerts-dispatch", "president"),
    Visit("alerts-dispatch", "head", query="?early=on"),
    Visit("bell", "handler:over"),
    Visit("bell", "president", query="?new=1"),
    Visit("digest", "handler:over"),
    Visit("digest", "head"),
    Visit("mail-choice", "handler:over"),
    Visit("dashboard", "president", charts=7),
    Visit("dashboard", "head", charts=5),
    Visit("dashboard", "trial_management"),
    Visit("dashboard", "upper_president", charts=5),
    Visit("dashboard", "president", query="?period=last_year", note="last-year", charts=6),
    Visit("dashboard", "president", query="?period=custom&first=2026-99", note="wrong", charts=7),
    Visit("dashboard", "upper_president", query="?face=below", note="below", charts=1),
    Visit("dashboard-export", "president"),
    # reviews
    Visit("reviews", "trial_management"),
    Visit("review-standard", "reviewer"),
    Visit("review-queue", "reviewer"),
    Visit("reviews-mine", "reviewed:told"),
    Visit("review-plan-new", "trial_management"),
    Visit("review-plan", "trial_management", plan),
    Visit("review-sample-draw", "president", sample),
    Visit("review", "reviewer", review("begun"), note="begun"),
    Visit("review", "reviewed:told", review("told"), note="told"),
    Visit("review", "president", review("final"), note="final"),
    Visit("review", "trial_management", review("told")),
]
