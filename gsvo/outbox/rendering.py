"""A mail's words, laid out once: the text part and the HTML part are drawn from the same parts.

The template of a kind, templates/<app>/email/<kind>.txt, fills the blocks of templates/email/mail.txt, which
says what they are. The tags of `gsvo.outbox.templatetags.mails` collect them as plain text; base.txt and
base.html say how they look.
"""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context, Template
from django.template.backends.django import DjangoTemplates
from django.template.engine import Engine
from django.utils.html import escape
from django.utils.translation import gettext as _

from gsvo.lib import encryption
from gsvo.lib.text import normalize
from gsvo.outbox.inlining import inline_styles, styles_in
from gsvo.outbox.models import OutgoingMail

_MISSING = f"missing-{secrets.token_hex(8)}-"  # random, so that nobody's text can look like it
_SUBJECT_PREFIX = re.compile(r"^(Zur Kenntnis|[^:]*\bbis [^:]*): ")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SUBJECT_LENGTH = 200
Block = dict[str, list[str]]


class MissingPlaceholderError(LookupError):
    """A mail's template names something that the context does not have."""


class MissingPartError(LookupError):
    """A mail's template has no subject, or nothing to say."""


@cache
def _engine() -> Engine:
    """Templates for mails: plain text is never escaped, and a missing placeholder is not passed over."""
    options = {"autoescape": False, "string_if_invalid": _MISSING + "%s."}
    return DjangoTemplates(
        {"NAME": "mail", "DIRS": settings.TEMPLATES[0]["DIRS"], "APP_DIRS": True, "OPTIONS": options}
    ).engine


def render(template: str, context: Mapping[str, Any]) -> str:
    """Render one template, or raise at once: TemplateDoesNotExist, MissingPlaceholderError."""
    return _rendered(_engine().get_template(template), context, autoescape=False)


def _rendered(template: Template, context: Mapping[str, Any], *, autoescape: bool) -> str:
    text = template.render(Context(context, autoescape=autoescape))
    if _MISSING in text:
        raise MissingPlaceholderError(f"{template.name}: {text.partition(_MISSING)[2].partition('.')[0]}")
    return _CONTROLS.sub(" ", text)


@cache
def _layout() -> Template:
    """Return the layout of all mails, its styles written into the elements."""
    layout, look, screens = (
        _engine().get_template(f"email/{name}").source for name in ("base.html", "style.css", "screens.css")
    )
    layout = inline_styles(layout.replace('{% include "email/screens.css" %}', screens), look)
    return Template(layout, name="email/base.html", engine=_engine())


def styles() -> list[str]:
    """Return every style that the HTML of a mail holds."""
    return styles_in(_layout().source)


def one_line(text: str, length: int = SUBJECT_LENGTH) -> str:
    """One line for a header: no line break, no mark that nobody sees, not endless.

    Marks are dropped, also from what was stored before forms did so: a blank would break the word.
    """
    line = " ".join(
        "".join(" " if unicodedata.category(c) in _BREAKS else c for c in normalize(text)).split()
    )
    return line if len(line) <= length else line[: length - 1] + "…"


_BREAKS = {"Cc", "Cs", "Zl", "Zp"}


def compose(
    kind: str,
    context: Mapping[str, Any],
    *,
    name: str = "",
    address: str | None = None,
    is_link: bool = False,
) -> tuple[str, str, str]:
    """Return (subject, text, html). `address`: what the button leads to, or the marker of a link to come."""
    app, _slash, mail = kind.partition("/")
    parts = _parts(f"{app}/email/{mail}.txt", {**_common(), "name": name, **context})
    subject = one_line(parts["subject"])
    lead, others = _lead(blocks(parts["body"]))
    letter = {
        **_common(),
        **parts,
        "subject": subject,
        "heading": one_line(parts["heading"] or _SUBJECT_PREFIX.sub("", subject)),
        "greeting": _("Guten Tag %(name)s,") % {"name": one_line(name)} if name else _("Guten Tag,"),
        "lead": lead,
        "notes": [_quoted(text, author) for text, author in parts["notes"]],
        "blocks": others,
        "questions": _questions(parts["reach"]),
        "action": parts["action"] or _("Seite öffnen"),
        "address": address,
        "is_link": is_link,
        "decides": is_link and bool(parts["deadline"]),
        "sender": _("Gemeinsam.Stark.VorOrt., G.I.B."),
        "introduces": context.get("introduces"),
    }
    text = render("email/base.txt", letter)
    return subject, _tidy(text), _rendered(_layout(), letter, autoescape=True)


def _parts(template: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a mail by name; "facts" as [(label, value)], "notes" as [(text, author)]."""
    parts: dict[str, Any] = {"facts": [], "notes": []}
    render(template, {**context, "mail": parts})
    for name in parts.keys() - {"facts", "notes"}:
        parts[name] = _CONTROLS.sub(" ", parts[name])
    for name in ("subject", "body"):
        if not parts.get(name, "").strip():
            raise MissingPartError(f"{template}: {name}")
    return parts


def _common() -> dict[str, Any]:
    return {
        "base_url": settings.BASE_URL,
        "contact_email": settings.CONTACT_EMAIL,
        "contact_phone": settings.CONTACT_PHONE,
        "language": settings.LANGUAGE_CODE,
    }


def _lead(body: list[Block]) -> tuple[list[str], list[Block]]:
    """Return the lines that stand above the button, and the blocks below it."""
    if body and "lines" in body[0]:
        return body[0]["lines"], body[1:]
    return [], body


def _quoted(text: str, author: str) -> dict[str, Any]:
    return {"blocks": blocks(_("„%(text)s“") % {"text": text.strip()}), "author": one_line(author)}


def _questions(reach: str) -> str:
    """Return whom an answer to the mail reaches; "" for what goes to the one who answers all others."""
    words = ""
    if reach == _("die G.I.B."):
        words = _("Noch Fragen? Eine Antwort auf diese Mail erreicht die G.I.B. Telefon: %(phone)s.")
    elif reach:
        words = _(
            "Noch Fragen? Eine Antwort auf diese Mail erreicht %(reach)s, ein Anruf die G.I.B.: %(phone)s."
        )
    return words % {"reach": reach, "phone": settings.CONTACT_PHONE}


def blocks(body: str) -> list[Block]:
    """Split sentences into blocks: paragraphs, and lists where every line begins with a dash."""
    body = "\n".join(line.strip() for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    found = []
    for part in re.split(r"\n{2,}", body.strip()):
        lines = part.split("\n")
        if all(line.startswith("- ") for line in lines):
            found.append({"points": [line[2:] for line in lines]})
        elif part:
            found.append({"lines": lines})
    return found


def _tidy(text: str) -> str:
    """At most one blank line in a row, none at the ends."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip() + "\n"


def fill_placeholders(mail: OutgoingMail) -> tuple[str, str]:
    """A mail's (text, html) with link and secret filled in. Only the sender does this, and stores nothing."""
    text, html = mail.text, mail.html
    fills = {}
    if mail.link is not None:
        fills[mail.link_marker] = mail.link.url()
    if mail.secret:
        fills[mail.secret_marker] = encryption.decrypt(mail.secret, PURPOSE)
    for marker, value in fills.items():
        text, html = text.replace(marker, value), html.replace(marker, escape(value))
    return text, html


# --- codes that go out by mail rest encrypted, and only until they are sent ------------------------------
PURPOSE = "mail"


def encrypt_code(code: str) -> str:
    """For `queue_mail(secret=…)` and for whatever else must remember the code."""
    return encryption.encrypt(code, PURPOSE)


def decrypt_code(concealed: str) -> str:
    """The code, or "" if nothing of ours is in it."""
    try:
        return encryption.decrypt(concealed, PURPOSE)
    except encryption.DecryptionError:
        return ""
