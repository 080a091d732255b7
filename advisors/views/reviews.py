"""Pages of reviews of goals: begin one, say where each goal stands, correct its dates."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisors import actions
from advisors.actions.sessions import planned_span
from advisors.actions.sides import WORKING
from advisors.engagement_page.access import engagement_for_sides, side_of
from advisors.forms.reviews import RateGoalsForm, ReviewForm
from advisors.models import Side
from advisors.views.form_page import too_late
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import add_refusal, form_data, stored_values
from gsvo.status.idempotency import makes_once

GOALS = "#h-goals"  # of the engagement's page


@makes_once
def begin(request, oid):
    engagement = engagement_for_sides(request, oid)
    if engagement.support_request.state not in WORKING:
        return too_late(request, engagement)
    form = ReviewForm(form_data(request), engagement=engagement, reviews=engagement.goal_reviews.count())
    if form.is_valid():
        try:
            review = actions.begin_review(
                engagement, by=request.user, expected_reviews=form.expected_revision, **form.values
            )
        except StaleRecord as meanwhile:
            form.report_stale(meanwhile)
        except ActionRefused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Begonnen. Sagen Sie jetzt, wo die Ziele aus Ihrer Sicht stehen."))
            return redirect("advisors:rate_goals", engagement.oid, review.oid)
    return _dates_page(request, engagement, form)


def change(request, oid, review_oid):
    engagement, review = _review(request, oid, review_oid)
    if request.method == "GET" and not _is_open(review):
        return too_late(request, engagement)
    form = ReviewForm(form_data(request), engagement=engagement, review=review)
    context = {"review": review}
    if form.is_valid():
        try:
            actions.change_review(
                review, by=request.user, expected_revision=form.expected_revision, **form.values
            )
        except StaleRecord as meanwhile:
            form.report_stale(meanwhile)
            now = ReviewForm(form.data, engagement=engagement, review=meanwhile.record)
            context["stored"] = stored_values(now)
        except ActionRefused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Gespeichert."))
            return redirect(engagement.get_absolute_url() + GOALS)
    return _dates_page(request, engagement, form, **context)


def rate(request, oid, review_oid):
    engagement, review = _review(request, oid, review_oid)
    if request.method == "GET" and not _is_open(review):
        return too_late(request, engagement)
    side = side_of(request.user, engagement)
    if request.method == "GET" and side == Side.ADVISOR and _is_anothers(review, request.user):
        return too_late(request, engagement)
    goals = list(review.version.goals.all())
    form = _rate_form(review, side, goals, form_data(request))
    context = {"review": review, "side": side, "has_spoken": review.revision_of(side) > 0}
    if form.is_valid():
        try:
            done = actions.rate_goals(
                review, by=request.user, ratings=form.ratings, expected_revision=form.expected_revision
            )
        except StaleRecord as meanwhile:
            form.report_stale(meanwhile)
            review.refresh_from_db()
            context["stored"] = stored_values(_rate_form(review, side, goals, form.data))
        except ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _thanks(done))
            return redirect(engagement.get_absolute_url() + GOALS)
    known = {"engagement": engagement, "support_request": engagement.support_request, "form": form}
    known |= {"title": _("Wo die Ziele stehen"), "button": _("Absenden")}
    return render(request, "advisors/goals/rate.html", known | context)


def _rate_form(review, side, goals, data):
    given = {row.goal_id: row for row in review.ratings.filter(side=side)}
    return RateGoalsForm(data, goals=goals, given=given, revision=review.revision_of(side))


def _dates_page(request, engagement, form, **context):
    begin, end = planned_span(engagement.support_request)
    known = {"engagement": engagement, "support_request": engagement.support_request, "form": form}
    known |= {"plan_begin": begin, "plan_end": end, "title": _("Zielgespräch beginnen")}
    if "review" in context:
        known |= {"title": _("Zielgespräch berichtigen"), "button": _("Speichern")}
    return render(request, "advisors/goals/review.html", known | context)


def _thanks(review):
    if review.has_both:
        return _("Danke. Jetzt haben beide Seiten gesagt, wo die Ziele stehen.")
    other = Side.ADVISOR if review.office_revision else Side.OFFICE
    return _("Danke. Es fehlt noch die Sicht der anderen Seite: %(side)s.") % {"side": other.label}


def _is_open(review):
    """Return whether it still takes answers: the latest of an engagement that goes on."""
    engagement = review.engagement
    is_latest = engagement.goal_reviews.values_list("pk", flat=True).first() == review.pk
    return is_latest and engagement.support_request.state in WORKING


def _is_anothers(review, user):
    """Return whether who advised before has said already where the goals stand."""
    return review.ratings.filter(side=Side.ADVISOR).exclude(rated_by=user).exists()


def _review(request, oid, review_oid):
    engagement = engagement_for_sides(request, oid)
    found = get_object_or_404(engagement.goal_reviews.select_related("version"), oid=review_oid)
    found.engagement = engagement
    return engagement, found
