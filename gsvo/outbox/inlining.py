"""The look of mails, written into the elements once, while the layout is loaded, and not for each mail.

Some readers of mail drop <style>, Outlook reads only part of it: so each element says its own font, colour
and padding. The layout is a Django template; what Django fills in is put aside, css-inline writes the
styles, and the template's tags come back where they were (docs/adr/0028).
"""

import re

import css_inline

_TAGS = re.compile(r"\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_KEPT = '<style data-css-inline="keep">'
_INDENT = re.compile(r"\s*\n\s*")
_ASIDE = re.compile(r"<!--tag(\d+)-->|tag(\d+)tag")


def inline_styles(layout: str, css: str) -> str:
    """Return a template whose elements carry the rules of `css` as `style=`.

    Tags between elements become comments, which may stand anywhere in a table; values become words, which
    may stand in an attribute. A <style> that is to stay says data-css-inline="keep".
    """
    tags: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        tags.append(found[0])
        number = len(tags) - 1
        return f"tag{number}tag" if found[0].startswith("{{") else f"<!--tag{number}-->"

    inliner = css_inline.CSSInliner(extra_css=css, minify_css=True, load_remote_stylesheets=False)
    styled = _INDENT.sub("\n", inliner.inline(_TAGS.sub(put_aside, layout)))
    styled = styled.replace(_KEPT, "<style>")
    return _ASIDE.sub(lambda found: tags[int(found[1] or found[2])], styled)


def styles_in(layout: str) -> list[str]:
    """Return what stands in `style=` and in <style>, for a policy that names each by its hash."""
    visible = re.sub(r"<!--.*?-->", "", layout, flags=re.DOTALL)
    elements = re.findall(r"<style[^>]*>(.*?)</style>", visible, re.DOTALL)
    return elements + sorted(set(re.findall(r' style="([^"]*)"', visible)))
