"""The words of a mail's HTML part."""

from html.parser import HTMLParser

UNREAD = ("title", "style", "div")  # the only div holds the words beside the subject in the list of mails


class Words(HTMLParser):
    """What a reader of the HTML part reads."""

    def __init__(self, html):
        super().__init__()
        self._text, self._skip = "", 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._skip += tag in UNREAD
        self._text += "" if tag in ("a", "span") else " "

    def handle_endtag(self, tag):
        self._skip -= tag in UNREAD

    def handle_data(self, data):
        if not self._skip:
            self._text += data

    @property
    def found(self):
        return self._text.split()
