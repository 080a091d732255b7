"""A form as a browser would send it, read from the page and filled in where it is empty."""

import datetime as dt
from html.parser import HTMLParser

from django.utils import timezone

from gsvo.http.post_data import GO, KEEP

_TEXTS = {"text", "search", "tel", "url", "password", ""}


class _Forms(HTMLParser):
    """Collects the forms of a page: [{"action", "method", "fields": [field, …]}]."""

    def __init__(self):
        super().__init__()
        self.forms, self._select, self._area = [], None, None

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(
                {"action": attrs.get("action", ""), "method": attrs.get("method", "get"), "fields": []}
            )
        if not self.forms:
            return
        kind = {"input": attrs.get("type", "text"), "button": attrs.get("type", "submit")}.get(tag, tag)
        if tag in ("input", "button", "select", "textarea") and attrs.get("name"):
            field = {
                "name": attrs["name"],
                "kind": kind,
                "value": attrs.get("value", ""),
                "attrs": attrs,
                "options": [],
            }
            self.forms[-1]["fields"].append(field)
            self._select = field if tag == "select" else self._select
            self._area = field if tag == "textarea" else None
        if tag == "option" and self._select is not None:
            self._select["options"].append((attrs.get("value", ""), "selected" in attrs))

    def handle_data(self, data):
        if self._area is not None:
            self._area["value"] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        if tag == "textarea":
            self._area = None


def forms_of(html, path):
    """The POST forms of a page that are sent to the page itself."""
    parser = _Forms()
    parser.feed(html)
    return [
        form
        for form in parser.forms
        if form["method"].lower() == "post" and form["action"] in ("", path, ".")
    ]


def locked(form):
    """Names of what a page shows but does not let anybody change."""
    return [f["name"] for f in form["fields"] if {"disabled", "readonly"} & set(f["attrs"])]


def filled(form, /, **values):
    """name → value(s) as a willing person would send it; `values` win over what stands there.

    Buttons that lead to another page, or only keep what is typed, are not pressed.
    """
    data, chosen = {}, set()
    for field in form["fields"]:
        name = field["name"]
        if name in values or "disabled" in field["attrs"] or name in ("csrfmiddlewaretoken", GO, KEEP):
            continue
        for value in _sent(field, chosen):
            data.setdefault(name, []).append(value)
    return data | {name: value for name, value in values.items() if value is not None}


def _sent(field, chosen):
    kind, name, value = field["kind"], field["name"], field["value"]
    if kind in ("submit", "button", "image"):
        if "a button" in chosen:
            return []
        chosen.add("a button")
        return [value]
    if kind == "radio":
        if name in chosen:
            return []
        chosen.add(name)
        return [value]
    if kind == "checkbox":
        return [value or "on"] if name not in chosen and not chosen.add(name) else []
    if kind == "select":
        picked = [option for option, is_picked in field["options"] if is_picked and option]
        return picked or [option for option, _picked in field["options"] if option][:1]
    return (
        [value.strip("\n") or _typed(field)]
        if kind not in ("hidden", "file")
        else [value]
        if kind == "hidden"
        else []
    )


def _typed(field):
    kind = field["kind"]
    if kind == "date":
        return (timezone.localdate() + dt.timedelta(days=20)).isoformat()
    if kind == "number" or field["attrs"].get("inputmode") in ("numeric", "decimal"):
        return "1"
    if kind == "email":
        return "getippt@example.org"
    return "Getippter Text" if kind in _TEXTS | {"textarea"} else ""
