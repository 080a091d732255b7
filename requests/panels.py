"""A registry of panels that higher apps show on pages of a request.

A panel is a function (request, support_request) -> dict with a template's context, or None to show nothing.
`@panels.show("detail", "requests/…html")` registers it; `{% panels "detail" %}` renders them in order.
Places: "detail" (the office's page), "wishes" (step 6 of the form), "check" (page before submitting),
"case" (the case page of G.I.B.).
"""

from collections import defaultdict

_panels = defaultdict(list)


def show(place, template_name):
    """Register the decorated function as a panel at a place."""

    def decorator(function):
        _panels[place].append((template_name, function))
        return function

    return decorator


def at(place, request, support_request):
    """Yield (template name, context) for each panel of a place that has something to show."""
    for template_name, function in _panels[place]:
        context = function(request, support_request)
        if context is not None:
            yield template_name, context
