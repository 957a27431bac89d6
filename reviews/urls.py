"""Addresses of reviews: pages, and the calls of the REST interface under /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from reviews.plans import views as plans
from reviews.procedure import api
from reviews.procedure import views as reviews
from reviews.sheets import views as sheets

urlpatterns: list[URLPattern | URLResolver] = [
    path("reviews/", plans.overview, name="reviews"),
    path("reviews/standard/", sheets.standard, name="review-standard"),
    path("reviews/queue/", reviews.queue, name="review-queue"),
    path("reviews/mine/", reviews.mine, name="reviews-mine"),
    path("reviews/plans/new/", plans.new_plan, name="review-plan-new"),
    path("reviews/plans/<uuid:plan_id>/", plans.plan_page, name="review-plan"),
    path("reviews/plans/<uuid:plan_id>/lock/", plans.lock, name="review-plan-lock"),
    path("reviews/plans/<uuid:plan_id>/number/", plans.give, name="review-plan-number"),
    path("reviews/plans/<uuid:plan_id>/reveal/", plans.reveal, name="review-plan-reveal"),
    path("reviews/plans/<uuid:plan_id>/assign/", reviews.assign_all, name="review-plan-assign"),
    path("reviews/plans/<uuid:plan_id>/draws/<uuid:draw_id>/", plans.sample_draw, name="review-sample-draw"),
    path("reviews/<uuid:review_id>/", reviews.review_page, name="review"),
    path("reviews/<uuid:review_id>/assign/", reviews.assign_one, name="review-assign"),
    path("reviews/<uuid:review_id>/begin/", reviews.begin, name="review-begin"),
    path("reviews/<uuid:review_id>/save/", reviews.save, name="review-save"),
    path("reviews/<uuid:review_id>/submit/", reviews.submit, name="review-submit"),
    path("reviews/<uuid:review_id>/replace/", reviews.replace, name="review-replace"),
    path("reviews/<uuid:review_id>/tell/", reviews.tell_judge, name="review-tell"),
    path("reviews/<uuid:review_id>/answer/", reviews.answer, name="review-answer"),
    path("reviews/<uuid:review_id>/final/", reviews.make_final, name="review-final"),
]

api_urlpatterns: list[URLPattern | URLResolver] = [
    path("reviews/", api.ReviewList.as_view(), name="api-reviews"),
    path("reviews/<uuid:review_id>/", api.ReviewDetail.as_view(), name="api-review"),
]
