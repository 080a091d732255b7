"""Template tags for error pages: what was typed and did not arrive."""

from django import template

from gsvo.http.post_data import typed_texts
from gsvo.unsent_forms import storage

register = template.Library()


@register.simple_tag(takes_context=True)
def typed_here(context):
    """Return texts to copy: of this POST, or those kept for a page that no longer opens."""
    if context.get("typed"):
        return context["typed"]
    request = context.get("request")
    if request is None or not hasattr(request, "user") or not hasattr(request, "session"):
        return []
    if request.method == "POST":
        return typed_texts(request)
    if request.user.is_anonymous:
        return []
    draft = storage.drafts(request, [request.path]).get(request.path)
    return storage.texts_of(draft) if draft else []
