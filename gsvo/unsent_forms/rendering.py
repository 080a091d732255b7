"""Prepare pages with text fields so that leaving them loses nothing.

Each form says whose it is and which fields are texts. What its owner typed before and did not send stands in
the fields again, with a line that says so. Without JavaScript each way out opens beside the page; the script
(static/js/unsent-forms.js) takes that back and keeps what was typed before it goes. A view that shows a
draft itself says so by `request.shows_draft`.
"""

from html import escape, unescape
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html

from gsvo.http import post_data
from gsvo.unsent_forms import storage
from gsvo.unsent_forms.html_forms import PRESSED, Page, changed, mark_wordless, may_have_forms

BESIDE = {"target": "_blank", "data_beside": True}


def dressed(request, html):
    """Return the page's HTML with owner marks, kept texts and links, and the paths of its forms."""
    if not may_have_forms(html):
        return mark_wordless(html, names_of_texts([])), []
    page = Page(html)
    owners = {form.tag.start: storage.owner_of(request, path_of(form, request)) for form in page.forms}
    forms = [form for form in page.forms if owners[form.tag.start]]
    if not forms:
        return changed(html, [_named(form) for form in page.posted]), []
    paths = [path_of(form, request) for form in forms]
    drafts = storage.drafts(request, paths) if request.method == "GET" else {}
    edits = []
    for form, path in zip(forms, paths, strict=True):
        fill, left_over = [], []
        is_shown = getattr(request, "shows_draft", False) and path == request.path
        if path in drafts and not is_shown:
            fill, left_over = _filled(form, drafts[path], html), _left_over(form, drafts[path])
        is_here = path in drafts and (fill or left_over or is_shown)
        notice = _notice(request, path, drafts[path], left_over) if is_here else ""
        start = form.tag.html(data_unsent=True, data_posted=True if request.method == "POST" else None)
        edits += [
            (form.tag.start, form.tag.end, notice + start + _marks(form, owners[form.tag.start])),
            *fill,
        ]
    edits += _ways(request, page, forms)
    script = f'<script src="{static("js/unsent-forms.js")}" defer></script>\n</head>'
    return changed(html, edits).replace("</head>", script, 1), paths


def path_of(form, request):
    """Return where a form is sent to, without query."""
    action = form.tag.attrs.get("action")
    return urljoin(request.path, action if isinstance(action, str) else "").partition("?")[0]


def _marks(form, owner):
    context = {"owner": storage.owner_mark(owner), "texts": " ".join(form.texts), "names": post_data}
    return render_to_string("unsent_forms/marks.html", context)


def _notice(request, path, draft, left_over):
    context = {"draft": draft, "path": path, "left_over": left_over}
    return render_to_string("unsent_forms/notice.html", context, request)


def _left_over(form, draft):
    """Return kept texts whose field does not exist any more."""
    names = {control.attrs.get("name") for control in form.controls}
    return [
        text
        for name, text in draft["fields"]
        if name in draft["texts"] and name not in names and text.strip()
    ]


# --- the ways out --------------------------------------------------------------------------------
def _ways(request, page, forms):
    edits = []
    for way in page.ways:
        if way.form in forms and way.is_late:
            edits += _as_button(request, way)
        else:
            edits.append((way.start, way.end, way.html(**BESIDE)))
    edits += [(other.tag.start, other.tag.end, other.tag.html(**BESIDE)) for other in page.others]
    edits += [_named(other, **BESIDE) for other in page.posted if other not in forms]
    return edits


def _named(form, **changes):
    """Return the edit that lets a form that is not kept say which of its fields are texts."""
    return form.tag.start, form.tag.end, form.tag.html(**changes) + names_of_texts(form.texts)


def names_of_texts(names):
    """Return the hidden field that names a form's texts, so that no choice or code is shown as one."""
    return format_html('<input type="hidden" name="{}" value="{}">', post_data.TEXTS, " ".join(names))


def _as_button(request, way):
    """Turn a link beside a form's buttons into a button that keeps the form first."""
    look = way.attrs.get("class", "")
    tag = way.html(
        tag="button",
        href=None,
        type="submit",
        formnovalidate=True,
        name=post_data.GO,
        value=urljoin(request.get_full_path(), way.attrs["href"]),
        **{"class": look if "kern-btn" in look else f"gs-way {look}".strip()},
    )
    return [(way.start, way.end, tag), (way.until, way.closed, "</button>")]


# --- what was typed before -----------------------------------------------------------------------
def _filled(form, draft, html):
    """Return edits that put a draft into its form; none if the form shows it already."""
    values, seen, edits, folds, is_new = {}, {}, [], {}, False
    for name, text in draft["fields"]:
        values.setdefault(name, []).append(text)
    for control in form.controls:
        number = seen[control.attrs.get("name")] = seen.get(control.attrs.get("name"), -1) + 1
        edit = _edit(control, values, number, html)
        if edit:
            edits.append(edit)
            is_new = is_new or control.kind != "hidden"
            folds |= {fold.start: (fold.start, fold.end, fold.html(open=True)) for fold in control.folds}
    return [*edits, *folds.values()] if is_new else []


def _edit(control, values, number, html):
    """Return (start, end, text) that fills a control, or None if it is filled already."""
    kind, name = control.kind, control.attrs.get("name", "")
    if kind in PRESSED or kind == "select" or "disabled" in control.attrs:
        return None
    if kind in ("checkbox", "radio", "option"):
        return _choice(control, values)
    if (
        name not in values
        or number >= len(values[name])
        or name.endswith("_FORMS")
        or post_data.NEVER.search(name)
    ):
        return None
    text = values[name][number]
    if kind == "textarea":
        stands = unescape(html[control.end : control.until]).removeprefix("\n")
        if _plain(stands) == _plain(text):
            return None
        return control.end, control.until, "\n" + escape(text)
    if _plain(control.attrs.get("value", "")) == _plain(text):
        return None
    return control.start, control.end, control.html(value=text)


def _choice(control, values):
    of = control.select if control.kind == "option" else control
    name, flag = of.attrs.get("name", ""), "selected" if control.kind == "option" else "checked"
    may_be_nothing = control.kind == "checkbox" or "multiple" in of.attrs
    if name not in values and not may_be_nothing:
        return None
    is_chosen = control.attrs.get("value", "on") in values.get(name, ())
    if is_chosen == (flag in control.attrs):
        return None
    return control.start, control.end, control.html(**{flag: True if is_chosen else None})


def _plain(text):
    return "\n".join(("" if text is True else text).splitlines()).strip()
