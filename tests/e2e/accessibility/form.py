"""Fill in a page's form as a browser would, and say what it would send."""

from tests.e2e.accessibility.state import NOTHING
from tests.look.html_page import Page

BUTTONS = ("submit", "image", "button", "reset")


def filled_in(html, values, which=""):
    """(action, data) of the first form in `main` whose method is POST and whose action contains `which`.

    `values` overwrites fields; NOTHING empties all that can be seen. The first button is the one pressed.
    """
    page = Page(html)
    form = next(
        element
        for element in page.all("form", method="post")
        if which in element.attrs.get("action", "") and _inside(element, "main")
    )
    fields = [element for element in page.elements if _inside(element, form)]
    data = {}
    for element in fields:
        for name, value in _sent(element, page, emptied=values == NOTHING):
            data.setdefault(name, []).append(value)
    pressed = [element for element in fields if element.tag == "button"]
    if pressed and pressed[0].attrs.get("name"):
        data.setdefault(pressed[0].attrs["name"], [pressed[0].attrs.get("value", "")])
    if values != NOTHING:
        data |= {_called(name): _called(value) for name, value in values.items()}
    return form.attrs.get("action"), data


def _called(value):
    return value() if callable(value) else value


def _inside(element, what):
    while element.parent:
        element = element.parent
        if element is what or element.tag == what:
            return True
    return False


def _sent(element, page, emptied):
    name, kind = element.attrs.get("name"), element.attrs.get("type", "text")
    if not name or "disabled" in element.attrs:
        return []
    if element.tag == "textarea":
        return [(name, "" if emptied else "".join(element.texts).removeprefix("\n"))]
    if element.tag == "select":
        return [(name, value) for value in _chosen(element, page, emptied)]
    if element.tag != "input" or kind in BUTTONS or kind == "file":
        return []
    if kind == "hidden":
        return [(name, element.attrs.get("value", ""))]
    if kind in ("radio", "checkbox"):
        checked = "checked" in element.attrs and not emptied
        return [(name, element.attrs.get("value", "on"))] if checked else []
    return [(name, "" if emptied else element.attrs.get("value", ""))]


def _chosen(select, page, emptied):
    options = [option for option in page.all("option") if _inside(option, select)]
    chosen = [option for option in options if "selected" in option.attrs]
    if emptied:
        return [] if "multiple" in select.attrs else [""]
    if not chosen and "multiple" not in select.attrs:
        chosen = options[:1]
    return [option.attrs.get("value", option.text) for option in chosen]
