"""Find a page's forms with text fields and edit their tags.

Pages come from our own templates, where every value is quoted and escaped. So an expression finds their tags,
in a tenth of the time of a parser; tests/unsent_forms/test_html_forms.py holds one beside the other.
"""

import re
from dataclasses import dataclass, field
from html import escape, unescape

from gsvo.http import post_data

TEXT = {"text", "email", "tel", "url", "number", "search", "date", "time", "month"}
PRESSED = {"submit", "button", "image", "reset", "file", "password"}
_TAG = re.compile(
    r"""<!--.*?-->|<(script|style)\b.*?</\1|"""
    r"""<(?P<end>/?)(?P<name>main|details|form|a|button|select|textarea|input|option)(?=[\s/>])"""
    r"""(?P<attrs>(?:[^"'>]++|"[^"]*"|'[^']*')*+)>""",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+)))?""")
_POST_FORM = re.compile(r'<form\b[^>]*\smethod="post"[^>]*>(.*?)</form', re.IGNORECASE | re.DOTALL)
_POST_TAG = re.compile(r'<form\b[^>]*\smethod="post"[^>]*>', re.IGNORECASE)
# Quotation marks within a value are escaped, so that nobody's words look like these.
_TEXT_FIELD = re.compile(
    rf'<textarea|<input(?![^>]*\stype="(?:hidden|checkbox|radio|{"|".join(sorted(PRESSED))})")', re.IGNORECASE
)


@dataclass(eq=False)
class Tag:
    """A start tag: its place, its attributes, and where its content ends."""

    name: str
    attrs: dict
    start: int
    end: int
    form: "Form | None" = None
    folds: tuple = ()  # the closed <details> around it
    select: "Tag | None" = None
    until: int = 0  # where its end tag begins
    closed: int = 0  # where its end tag ends
    is_late: bool = False  # it stands behind a button that sends its form

    @property
    def kind(self):
        return self.attrs.get("type", "text").lower() if self.name == "input" else self.name

    @property
    def is_text(self):
        return self.name == "textarea" or (self.name == "input" and self.kind in TEXT)

    def html(self, tag=None, **changes):
        """Return the tag. An attribute that is None is left out, one that is True has no value."""
        attrs = {**self.attrs, **{key.replace("_", "-"): value for key, value in changes.items()}}
        parts = [tag or self.name]
        for key, value in attrs.items():
            if value is True:
                parts.append(key)
            elif value is not None:
                parts.append(f'{key}="{escape(value)}"')
        return f"<{' '.join(parts)}>"


@dataclass(eq=False)
class Form:
    tag: Tag
    controls: list = field(default_factory=list)
    has_button: bool = False

    @property
    def texts(self):
        return list(
            dict.fromkeys(
                control.attrs["name"]
                for control in self.controls
                if control.is_text
                and not {"readonly", "disabled", "hidden"} & set(control.attrs)
                and not post_data.NEVER.search(control.attrs["name"])
            )
        )


class Page:
    """`forms`: those of the main part that are sent by POST and have a field for text; `ways`: links that
    lead away; `others`: all other forms.
    """

    def __init__(self, html):
        self.posted, self.ways, self.others = [], [], []
        self._form = self._area = self._select = self._way = None
        self._folds, self._in_main = [], False
        for name, attrs, start, end in tags(html):
            if attrs is None:
                self._ends(name, start, end)
            else:
                self._begins(Tag(name, attrs, start, end, self._form))

    @property
    def forms(self):
        return [form for form in self.posted if form.texts]

    def _begins(self, tag):
        name = tag.name
        if name == "main":
            self._in_main = True
        elif name == "details":
            self._folds.append(tag)
        elif name == "form":
            self._opens_form(tag)
        elif name == "a":
            self._way, tag.is_late = tag, bool(self._form and self._form.has_button)
        elif self._form:
            self._inside_form(tag)

    def _ends(self, name, here, behind):
        if name == "main":
            self._in_main = False
        elif name == "details" and self._folds:
            self._folds.pop()
        elif name == "form":
            self._form = None
        elif name == "select":
            self._select = None
        elif name == "textarea" and self._area:
            self._area.until, self._area = here, None
        elif name == "a" and self._way:
            self._way.until, self._way.closed = here, behind
            if _leads_away(self._way):
                self.ways.append(self._way)
            self._way = None

    def _opens_form(self, tag):
        self._form = Form(tag)
        is_posted = self._in_main and tag.attrs.get("method", "").lower() == "post"
        (self.posted if is_posted else self.others).append(self._form)

    def _inside_form(self, tag):
        tag.folds = tuple(fold for fold in self._folds if "open" not in fold.attrs)
        if tag.name == "button" and tag.attrs.get("type", "submit") == "submit":
            self._form.has_button = True
        elif tag.name == "select":
            self._select = tag
        elif tag.name == "textarea":
            self._area = tag
        tag.select = self._select
        if (tag.name in ("input", "textarea", "select") and "name" in tag.attrs) or (
            tag.name == "option" and self._select
        ):
            self._form.controls.append(tag)


def tags(html):
    """Yield (name, attributes, start, end) of forms' tags and links; at their end no attributes."""
    for found in _TAG.finditer(html):
        if found["name"]:
            attrs = None if found["end"] else _attributes(found["attrs"])
            yield found["name"].lower(), attrs, *found.span()


def _attributes(text):
    """Return {name: value} of a tag; True for an attribute without a value."""
    found = {}
    for part in _ATTRIBUTE.finditer(text):
        name, double, single, bare = part.groups()
        values = [value for value in (double, single, bare) if value is not None]
        found[name.lower()] = unescape(values[0]) if values else True
    return found


def _leads_away(tag):
    """Return whether a link opens another page of ours in place of this one."""
    href = tag.attrs.get("href")
    if not isinstance(href, str) or {"target", "download"} & set(tag.attrs) or href.startswith(("#", "//")):
        return False
    return ":" not in href.split("/")[0].split("?")[0]


def may_have_forms(html):
    """Return False if surely no form of the main part that is sent by POST holds text."""
    main = html.partition("<main")[2].partition("</main")[0]
    return any(_TEXT_FIELD.search(form[1]) for form in _POST_FORM.finditer(main))


def mark_wordless(html, mark):
    """Return a page without fields for text with a mark first in each form that is sent by POST."""
    before, main, rest = html.partition("<main")
    inside, end, after = rest.partition("</main")
    return "".join([before, main, _POST_TAG.sub(rf"\g<0>{mark}", inside), end, after])


def changed(source, edits):
    """Return the source with each (start, end, text) replaced."""
    done, position = [], 0
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        done += [source[position:start], text]
        position = end
    return "".join([*done, source[position:]])
