"""For the page frame alone: it also draws error pages, which get no context."""

from django import template

from gsvo import navigation

register = template.Library()


@register.simple_tag
def foot_links():
    return navigation.foot()
