"""The pages of void and batched draws, changes of handler and recusals: who opens them and where."""

from __future__ import annotations

from tests.browser.visiting import Visit, case, of
from tests.builders import today

HANDLERS = f"?court=220621&purpose=handler&year={today().year}"
HANDED = [
    Visit("series", "", query=HANDLERS),
    Visit("draws-open", "clerk"),
    Visit("draw-batch", "clerk", of("batch", "batch_id")),
    Visit("draw-void", "president", of("voiding", "draw_id")),
    Visit("draw-void", "trial_management", of("draw", "draw_id"), note="finished"),
    Visit("draw", "clerk", case("voiding"), note="voiding"),
    Visit("change-ask", "handler:fresh", case("fresh")),
    Visit("changes", "head"),
    Visit("changes", "president", query="?which=ended", note="ended"),
    Visit("change", "head", of("changing", "request_id")),
    Visit("change", "handler:changed", of("changed", "request_id"), note="done"),
    Visit("change-notice-page", "clerk", of("changed", "request_id"), paper=True),
    Visit("case-tab", "clerk", case("changed", tab="changes"), note="changes"),
    Visit("interference-new", "handler:fresh", case("fresh")),
    Visit("interference", "discipline"),
    Visit("interference-report", "discipline", of("report", "report_id")),
    Visit("recusal-ask", "clerk", case("fresh")),
    Visit("recusals", "president"),
    Visit("recusals", "clerk", query="?which=ended", note="ended"),
    Visit("recusal", "president", of("recusing", "recusal_id")),
    Visit("recusal", "clerk", of("recused", "recusal_id"), note="reviewing"),
    Visit("case-tab", "clerk", case("recusing", tab="recusals"), note="recusals"),
]
