"""Read rendered HTML the way a browser would: elements with attributes and text, and what refers to what."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "br", "img", "meta", "link", "wbr", "hr"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby")


@dataclass
class Element:
    tag: str
    attrs: dict
    parent: "Element | None" = None
    texts: list = field(default_factory=list)

    @property
    def text(self):
        return " ".join("".join(self.texts).split())

    def has_class(self, name):
        return name in self.attrs.get("class", "").split()


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.elements, self._open = [], []
        self.feed(html)
        assert self._open == [], "a tag stays open"

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs), self._open[-1] if self._open else None)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append(Element(tag, dict(attrs), self._open[-1] if self._open else None))

    def handle_endtag(self, tag):
        closed = self._open.pop()
        assert closed.tag == tag, f"</{tag}> closes <{closed.tag}>"

    def handle_data(self, data):
        for element in self._open:
            element.texts.append(data)

    def all(self, tag=None, **attrs):
        """Elements of a tag whose attributes have the given values; `class_` asks for one class."""
        wanted_class = attrs.pop("class_", None)
        return [
            element
            for element in self.elements
            if (tag is None or element.tag == tag)
            and (wanted_class is None or element.has_class(wanted_class))
            and all(element.attrs.get(name) == value for name, value in attrs.items())
        ]

    def one(self, tag=None, **attrs):
        (element,) = self.all(tag, **attrs)
        return element

    @property
    def ids(self):
        return [element.attrs["id"] for element in self.elements if "id" in element.attrs]

    def dangling(self):
        """References to ids, in attributes and in links within the page, that lead nowhere."""
        wanted = []
        for element in self.elements:
            for name in REFERENCES:
                wanted += (element.attrs.get(name) or "").split()
            if (element.attrs.get("href") or "").startswith("#"):
                wanted.append(element.attrs["href"][1:])
        return sorted(set(wanted) - set(self.ids))
