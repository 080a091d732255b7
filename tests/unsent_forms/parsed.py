"""The tags of a page as Python's own parser finds them, beside `gsvo.unsent_forms.html_forms.tags`."""

from html.parser import HTMLParser

from gsvo.unsent_forms.html_forms import tags

NAMES = {"main", "details", "form", "a", "button", "select", "textarea", "input", "option"}


def assert_tags_as_parsed(html):
    assert list(tags(html)) == _Parser(html).found


class _Parser(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found, self._html = [], html
        self._lines = [0]  # where each begins; the parser counts "\n" alone
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, name, attrs):
        given = {key: True if value is None else value for key, value in attrs}
        self._note(name, given, self._offset() + len(self.get_starttag_text()))

    def handle_endtag(self, name):
        self._note(name, None, self._html.index(">", self._offset()) + 1)

    def handle_startendtag(self, name, attrs):
        self.handle_starttag(name, attrs)

    def _note(self, name, attrs, end):
        if name in NAMES:
            self.found.append((name, attrs, self._offset(), end))

    def _offset(self):
        line, column = self.getpos()
        return self._lines[line - 1] + column
