"""Reading an answer as a person does."""

import re


def main_of(response):
    """Return what stands between head and foot of a page, as HTML."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def compact(html):
    """Return HTML without blanks between tags and within them: how the template is laid out is left out."""
    return re.sub(r"\s*(</?[a-z][^>]*>)\s*", r"\1", html)


def words(html):
    """Return HTML with every run of blanks as one and without soft hyphens, as a page shows it."""
    return " ".join(html.replace("&shy;", "").replace("\u00ad", "").split())
