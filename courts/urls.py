"""Addresses of this app: pages, and the REST interface under ``/api/v1/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from courts.accounts.views import entry, factor, mine, office
from courts.calendar.views import calendar
from courts.clients.api.reference import CourtListView, RefusalRuleListView
from courts.clients.views import client_list, client_page, new_client
from courts.history.views import settings_history
from courts.manual.views import guide
from courts.options.views import option_list, option_page
from courts.people.views import acts, counts, delegations, people
from courts.people.views import office as start
from courts.places import views as places
from courts.refusals.views import refusal_rules

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", entry.Login.as_view(), name="login"),
    path("logout/", entry.Logout.as_view(), name="logout"),
    path("me/", mine.account, name="my-account"),
    path("me/password/", mine.password, name="my-password"),
    path("me/sessions/<uuid:session_id>/end/", mine.end_session, name="my-session-end"),
    path("me/second-factor/", factor.factor, name="second-factor"),
    path("me/second-factor/start/", factor.start, name="second-factor-start"),
    path("me/second-factor/confirm/", factor.confirm, name="second-factor-confirm"),
    path("me/second-factor/verify/", factor.verify, name="second-factor-verify"),
    path("me/second-factor/codes/", factor.renew_codes, name="second-factor-codes"),
    path("me/second-factor/remove/", factor.remove, name="second-factor-remove"),
    path("nav/counts/", counts.nav_counts, name="nav-counts"),
    path("office/", start.start, name="office"),
    path("office/roles/", start.role_list, name="roles"),
    path("office/courts/", places.courts, name="office-courts"),
    path("office/courts/<str:code>/", places.court, name="office-court"),
    path("office/courts/<str:code>/name/", places.name_court, name="court-name"),
    path("office/courts/<str:code>/divisions/new/", places.new_division, name="division-new"),
    path("office/courts/<str:code>/divisions/<int:division_id>/", places.rename, name="division-rename"),
    path("office/courts/<str:code>/divisions/<int:division_id>/move/", places.move, name="division-move"),
    path("office/courts/<str:code>/divisions/<int:division_id>/close/", places.close, name="division-close"),
    path("office/people/", people.people, name="people"),
    path("office/people/new/", people.new_person, name="person-new"),
    path("office/people/transfer/", people.transfer, name="person-transfer"),
    path("office/people/<uuid:person_id>/", people.person, name="person"),
    path("office/people/<uuid:person_id>/name/", acts.correct, name="person-correct"),
    path("office/people/<uuid:person_id>/state/", acts.change_state, name="person-state"),
    path("office/people/<uuid:person_id>/posts/new/", acts.give_post, name="post-new"),
    path("office/people/<uuid:person_id>/posts/<int:post_id>/end/", acts.end_a_post, name="post-end"),
    path(
        "office/people/<uuid:person_id>/posts/<int:post_id>/withdraw/",
        acts.withdraw_a_post,
        name="post-withdraw",
    ),
    path("office/people/<uuid:person_id>/quota/new/", acts.admit, name="quota-admit"),
    path("office/people/<uuid:person_id>/quota/<int:term_id>/leave/", acts.leave, name="quota-leave"),
    path("office/delegations/", delegations.delegations, name="delegations"),
    path("office/delegations/new/", delegations.new_delegation, name="delegation-new"),
    path("me/delegations/", delegations.my_delegations, name="my-delegations"),
    path("me/delegations/new/", delegations.my_new_delegation, name="my-delegation-new"),
    path("delegations/<uuid:delegation_id>/end/", delegations.end_delegation, name="delegation-end"),
    path("office/people/<uuid:person_id>/account/", office.person_account, name="person-account"),
    path("office/people/<uuid:person_id>/account/<str:act>/", office.account_act, name="person-account-act"),
    path("calendar/", calendar, name="calendar"),
    path("refusals/", refusal_rules, name="refusal-rules"),
    path("help/", guide, name="guide"),
    path("help/<slug:name>/", guide, name="guide-page"),
    path("office/options/", option_list, name="options"),
    path("office/options/<str:code>/", option_page, name="option"),
    path("office/clients/", client_list, name="clients"),
    path("office/clients/new/", new_client, name="new-client"),
    path("office/clients/<int:client_pk>/", client_page, name="client"),
    path("office/history/", settings_history, name="settings-history"),
]

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("courts/", CourtListView.as_view(), name="api-courts"),
    path("refusal-rules/", RefusalRuleListView.as_view(), name="api-refusal-rules"),
]
