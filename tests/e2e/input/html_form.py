"""A page's form as a browser has it: its controls, what stands in them, what may be typed."""

from tests.look.html_page import Page

UNTYPED = {"hidden", "submit", "button", "file", "password"}


class HtmlForm:
    """The form of a page that has fields to fill in; None of them is a search."""

    def __init__(self, html):
        self.page = Page(html)
        inside = [
            element
            for element in self.page.all()
            if element.tag in ("input", "textarea", "select") and _posted(element)
        ]
        self.controls = [
            element
            for element in inside
            if element.attrs.get("type") not in UNTYPED
            and "hidden" not in element.attrs  # there for the browser's store of passwords
            and element.attrs.get("tabindex") != "-1"  # there for programs
        ]
        forms = {id(_form(control)) for control in self.controls}
        self.hidden = {
            element.attrs["name"]: element.attrs.get("value", "")
            for element in inside
            if element.attrs.get("type") == "hidden" and (id(_form(element)) in forms or not forms)
        }

    @property
    def names(self):
        return list(dict.fromkeys(control.attrs["name"] for control in self.controls))

    def of(self, name):
        return [control for control in self.controls if control.attrs["name"] == name]

    def kind(self, name):
        control = self.of(name)[0]
        return control.attrs.get("type", "text") if control.tag == "input" else control.tag

    def offered(self, name):
        """The values of a choice, without the empty one."""
        if self.kind(name) == "select":
            (select,) = self.of(name)
            values = [row.attrs["value"] for row in self.page.all("option") if row.parent is select]
        else:
            values = [control.attrs.get("value", "on") for control in self.of(name)]
        return [value for value in values if value]

    def value(self, name):
        """What stands in a field to type in."""
        control = self.of(name)[0]
        if control.tag == "textarea":
            return "".join(control.texts).removeprefix("\r\n").removeprefix("\n")
        return control.attrs.get("value") or ""

    def emptied(self):
        """What a browser sends of a form in which nothing is filled in or ticked."""
        gone = [name for name in self.names if self.kind(name) not in ("radio", "checkbox")]
        return self.hidden | dict.fromkeys(gone, "")

    def typed(self, text, **own):
        """Everything filled in: `text` where words go, the first that is offered elsewhere."""
        data = dict(self.hidden)
        for name in self.names:
            kind = self.kind(name)
            if name in own:
                data[name] = own[name]
            elif kind in ("radio", "select", "checkbox"):
                data[name] = (self.offered(name) or [""])[0]
            else:
                data[name] = text(name, self.of(name)[0]) if callable(text) else text
        return data


def _form(element):
    while element and element.tag != "form":
        element = element.parent
    return element


def _posted(element):
    form = _form(element)
    return form is not None and form.attrs.get("method") == "post" and "name" in element.attrs
