"""Addresses of this app: pages, and the REST interface under ``/api/v1/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from assignment.assessors import views as assessors
from assignment.bodies import views as bodies
from assignment.bodies.api import BodyDrawsView, BodyToldView, CaseBodyView
from assignment.changes import api as changes_api
from assignment.changes import views as changes
from assignment.conflicts import views as conflicts
from assignment.designations import views as designations
from assignment.designations.api import (
    ApproveDesignationView,
    CaseDesignationsView,
    DeclineDesignationView,
    DesignationListView,
    DesignationView,
    WithdrawDesignationView,
)
from assignment.draws import views as draws
from assignment.draws.api import (
    AnchorListView,
    BundleView,
    CaseDrawsView,
    DrawView,
    NonceView,
    RevealView,
    SeriesView,
    VoidView,
)
from assignment.fairness.views import monitor
from assignment.leaders import views as leaders
from assignment.leaders.api import LeaderListView
from assignment.notices import views as notices
from assignment.pools import views as pools
from assignment.pools.api import PoolListView
from assignment.recusals import api as recusals_api
from assignment.recusals import views as recusals
from assignment.related import views as related
from assignment.teams import views as teams

urlpatterns: list[URLPattern | URLResolver] = [
    path("office/assessors/", assessors.assessor_list, name="assessors"),
    path("office/assessors/<uuid:assessor_id>/", assessors.assessor_page, name="assessor"),
    path("cases/<uuid:case_id>/body/", bodies.body_page, name="body"),
    path("cases/<uuid:case_id>/body/change/", bodies.change, name="body-change"),
    path("cases/<uuid:case_id>/body/end/", bodies.end, name="body-end"),
    path("cases/<uuid:case_id>/body/correct/", bodies.correct, name="body-correct"),
    path("body-corrections/<uuid:correction_id>/", bodies.correction_page, name="body-correction"),
    path("cases/<uuid:case_id>/body/told/", bodies.tell, name="body-tell"),
    path("cases/<uuid:case_id>/body/draw/<str:name>/", bodies.seats_page, name="body-draw"),
    path("cases/<uuid:case_id>/body/draw/<str:name>/lock/", bodies.seats_lock, name="body-draw-lock"),
    path("seats/<uuid:call_id>/number/", bodies.seats_number, name="body-draw-number"),
    path("seats/<uuid:call_id>/reveal/", bodies.seats_reveal, name="body-draw-reveal"),
    path("leaders/", leaders.leader_list, name="leaders"),
    path("leaders/<uuid:person_id>/", leaders.leader_page, name="leader"),
    path("leaders/<uuid:person_id>/propose/", leaders.propose, name="leader-propose"),
    path("leaders/proposals/<uuid:proposal_id>/", leaders.answer, name="leader-answer"),
    path("office/leaders/", leaders.other_leaders, name="other-leaders"),
    path("cases/<uuid:case_id>/draw/", draws.draw, name="draw"),
    path("cases/<uuid:case_id>/related/", related.answer, name="related"),
    path("cases/<uuid:case_id>/conflicts/", conflicts.case_flags, name="case-flags"),
    path("cases/<uuid:case_id>/agents/", conflicts.agents, name="case-agents"),
    path("cases/entries/<slug:kind>/<uuid:entry_id>/end/", conflicts.end_of_case, name="case-entry-end"),
    path("cases/<uuid:case_id>/designate/", designations.ask, name="designate"),
    path("designations/", designations.ledger, name="designations"),
    path("designations/export/", designations.export_ledger, name="designations-export"),
    path("designations/<uuid:designation_id>/", designations.designation_page, name="designation"),
    path("designations/<uuid:designation_id>/<slug:name>/", designations.act, name="designation-act"),
    path("me/relatives/", conflicts.my_relatives, name="my-relatives"),
    path("me/relatives/<uuid:relative_id>/end/", conflicts.end_my_relative, name="relative-end"),
    path("relatives/<uuid:relative_id>/confirm/", conflicts.confirm_end_page, name="relative-confirm"),
    path("me/conflicts/<uuid:case_id>/", conflicts.my_flags, name="my-flags"),
    path("office/relatives/", conflicts.relatives, name="relatives"),
    path("office/former-staff/", conflicts.former_staff, name="former-staff"),
    path("office/former-staff/<uuid:former_id>/end/", conflicts.end_former_staff, name="former-end"),
    path("draws/<uuid:draw_id>/nonce/", draws.nonce, name="draw-nonce"),
    path("draws/<uuid:draw_id>/reveal/", draws.reveal, name="draw-reveal"),
    path("draws/<uuid:draw_id>/bundle.json", draws.bundle, name="draw-bundle"),
    path("draws/", draws.open_cases, name="draws-open"),
    path("draws/batches/", draws.commit, name="draw-batch-commit"),
    path("draws/batches/<uuid:batch_id>/", draws.batch, name="draw-batch"),
    path("draws/batches/<uuid:batch_id>/nonce/", draws.give, name="draw-batch-nonce"),
    path("draws/batches/<uuid:batch_id>/reveal/", draws.reveal_batch, name="draw-batch-reveal"),
    path("draws/<uuid:draw_id>/void/", draws.void, name="draw-void"),
    path("anchors/series/", draws.series_page, name="series"),
    path("anchors/series.json", draws.series_file, name="series-file"),
    path("cases/<uuid:case_id>/change/", changes.ask, name="change-ask"),
    path("changes/", changes.change_list, name="changes"),
    path("changes/<uuid:request_id>/", changes.change_page, name="change"),
    path("changes/<uuid:request_id>/notice.pdf", changes.notice_pdf, name="change-notice"),
    path("changes/<uuid:request_id>/notice/", changes.notice_page, name="change-notice-page"),
    path("changes/<uuid:request_id>/<str:name>/", changes.act, name="change-act"),
    path("cases/<uuid:case_id>/interference/", changes.report, name="interference-new"),
    path("interference/", changes.report_list, name="interference"),
    path("interference/<uuid:report_id>/", changes.report_page, name="interference-report"),
    path("cases/<uuid:case_id>/recusal/", recusals.ask, name="recusal-ask"),
    path("recusals/", recusals.recusal_list, name="recusals"),
    path("recusals/<uuid:recusal_id>/", recusals.recusal_page, name="recusal"),
    path("recusals/<uuid:recusal_id>/<str:name>/", recusals.act, name="recusal-act"),
    path("draws/verify_draw.py", draws.program, name="draw-program"),
    path("anchors/", draws.anchor_list, name="anchors"),
    path("office/pools/", pools.pool_list, name="pools"),
    path("office/pools/new/", pools.new_pool, name="new-pool"),
    path("office/pools/<int:pool_id>/", pools.pool_page, name="pool"),
    path("office/pools/members/<int:member_id>/", pools.member_page, name="pool-member"),
    path("office/pools/routes/<int:route_id>/", pools.route_page, name="pool-route"),
    path("office/teams/", teams.team_list, name="teams"),
    path("office/teams/new/", teams.new_team, name="new-team"),
    path("office/teams/<int:team_id>/", teams.team_page, name="team"),
    path("office/teams/members/<int:member_id>/", teams.team_member_page, name="team-member"),
    path("draws/monitor/", monitor, name="draw-monitor"),
    path("draws/monitor/alerts/<uuid:alert_id>/", pools.alert_page, name="pool-alert"),
    path("office/leave/", pools.leave_list, name="leave"),
    path("office/leave/<int:absence_id>/", pools.leave_page, name="leave-entry"),
    path("anchors.json", draws.anchor_data, name="anchors-data"),
    path("anchors.pdf", draws.anchor_sheet, name="anchors-sheet"),
    path("verify/", draws.ask, name="verify-ask"),
    path("verify/<str:receipt>/", draws.verify, name="verify"),
    path("verify/<str:receipt>/bundle.json", draws.verify_bundle, name="verify-bundle"),
    path("cases/<uuid:case_id>/notice.pdf", notices.notice_pdf, name="acceptance-notice"),
    path("cases/<uuid:case_id>/notice/", notices.notice_page, name="acceptance-notice-page"),
]

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<uuid:case_id>/body/", CaseBodyView.as_view(), name="api-case-body"),
    path("cases/<uuid:case_id>/body/draws/", BodyDrawsView.as_view(), name="api-body-draws"),
    path("cases/<uuid:case_id>/body/told/", BodyToldView.as_view(), name="api-body-told"),
    path("leaders/", LeaderListView.as_view(), name="api-leaders"),
    path("cases/<uuid:case_id>/draws/", CaseDrawsView.as_view(), name="api-case-draws"),
    path("draws/series/", SeriesView.as_view(), name="api-draw-series"),
    path("draws/<uuid:draw_id>/void/", VoidView.as_view(), name="api-draw-void"),
    path("cases/<uuid:case_id>/reassignments/", changes_api.CaseChangesView.as_view(), name="api-changes"),
    path("reassignments/<uuid:request_id>/", changes_api.ChangeView.as_view(), name="api-change"),
    path(
        "reassignments/<uuid:request_id>/<str:name>/",
        changes_api.ChangeActView.as_view(),
        name="api-change-act",
    ),
    path("cases/<uuid:case_id>/recusals/", recusals_api.CaseRecusalsView.as_view(), name="api-recusals"),
    path("recusals/<uuid:recusal_id>/", recusals_api.RecusalView.as_view(), name="api-recusal"),
    path(
        "recusals/<uuid:recusal_id>/<str:name>/",
        recusals_api.RecusalActView.as_view(),
        name="api-recusal-act",
    ),
    path("draws/<uuid:draw_id>/", DrawView.as_view(), name="api-draw"),
    path("draws/<uuid:draw_id>/nonce/", NonceView.as_view(), name="api-draw-nonce"),
    path("draws/<uuid:draw_id>/reveal/", RevealView.as_view(), name="api-draw-reveal"),
    path("draws/<uuid:draw_id>/bundle/", BundleView.as_view(), name="api-draw-bundle"),
    path("anchors/", AnchorListView.as_view(), name="api-anchors"),
    path("cases/<uuid:case_id>/designations/", CaseDesignationsView.as_view(), name="api-case-designations"),
    path("designations/", DesignationListView.as_view(), name="api-designations"),
    path("designations/<uuid:designation_id>/", DesignationView.as_view(), name="api-designation"),
    path(
        "designations/<uuid:designation_id>/approve/",
        ApproveDesignationView.as_view(),
        name="api-designation-approve",
    ),
    path(
        "designations/<uuid:designation_id>/decline/",
        DeclineDesignationView.as_view(),
        name="api-designation-decline",
    ),
    path(
        "designations/<uuid:designation_id>/withdraw/",
        WithdrawDesignationView.as_view(),
        name="api-designation-withdraw",
    ),
    path("pools/", PoolListView.as_view(), name="api-pools"),
]
