"""Template tags for error pages: what was typed and did not arrive."""

from django import forms, template

from gsvo.http.post_data import NEVER, typed_texts
from gsvo.unsent_forms import storage
from gsvo.unsent_forms.rendering import names_of_texts

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


@register.simple_tag
def text_names(form):
    """Return the hidden field that says which fields are texts, where a form sends all of them hidden."""
    names = [
        form.add_prefix(name)
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField) and not field.widget.is_hidden and not NEVER.search(name)
    ]
    return names_of_texts(names)
