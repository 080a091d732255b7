"""`{% panels "detail" %}` renders the panels registered for a place (requests.panels), in their order."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join

from requests.panels import at

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context, place):
    """Render the panels of a place; `request` and `support_request` must be in the page's context."""
    request, support_request = context["request"], context["support_request"]
    shown = ((render_to_string(name, more, request),) for name, more in at(place, request, support_request))
    return format_html_join("\n", "{}", shown)
