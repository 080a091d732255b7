"""Template tags of the page frame, which also draws error pages without context."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from gsvo import navigation
from gsvo.http import sessions
from gsvo.pages import operator
from gsvo.pages.seo import PAGES

register = template.Library()


@register.simple_tag
def foot_links():
    return navigation.foot()


@register.simple_tag
def reach_us():
    """Return address and telephone number, as text and as links want them."""
    return {"email": settings.CONTACT_EMAIL, "phone": settings.CONTACT_PHONE, "dialled": operator.dialled()}


@register.simple_tag(takes_context=True)
def public_page(context):
    """Return what robots and previews may know of this page, or None for `noindex`."""
    match = getattr(context.get("request"), "resolver_match", None)
    page = PAGES.get(match.view_name) if match else None
    if page is None:
        return None
    return {
        "title": page.title,
        "description": page.description,
        "address": settings.BASE_URL + reverse(page.name),
        "picture": settings.BASE_URL + static("img/preview.png"),
    }


@register.inclusion_tag("components/session.html", takes_context=True)
def session_end(context):
    """Return what session.js needs to warn before a login ends; nothing for strangers."""
    request = context.get("request")
    if request is None or not hasattr(request, "user") or request.user.is_anonymous:
        return {}
    idle, life = sessions.seconds_left(request)
    warn = min(sessions.WARN_BEFORE, sessions.idle_seconds(request.user) / 5)
    return {
        "idle": sessions.rounded_up(idle),
        "life": sessions.rounded_up(life),
        "warn": sessions.rounded_up(warn),
        "csrf_token": context.get("csrf_token"),
    }
