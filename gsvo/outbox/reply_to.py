"""Who gets the answer when somebody presses "reply": decided when the mail is sent, by who it is for.

Members of a committee answer to whoever looks after the request in the office at that moment (its app says
who), everybody else to G.I.B.'s contact. docs/operations.md has the table.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from gsvo.outbox.models import OutgoingMail

Rule = Callable[[OutgoingMail], Iterable[Any]]
_rules: dict[type[Model], Rule] = {}


def reply_to_rule(*models: type[Model]) -> Callable[[Rule], Rule]:
    """Decorator: `rule(mail)` gives the people (with `name` and `email`) whom these records answer to."""

    def register(rule: Rule) -> Rule:
        _rules.update(dict.fromkeys(models, rule))
        return rule

    return register


def reply_to_people(mail: OutgoingMail) -> list[tuple[str, str]]:
    """[(name, address), …], never empty."""
    people = [(person.name, person.email) for person in _by_rule(mail)]
    return people or [("", settings.CONTACT_EMAIL)]


def _by_rule(mail: OutgoingMail) -> Iterable[Any]:
    link = mail.link
    for type_id in (mail.addressee_type_id, link and link.content_type_id):
        model = type_id and ContentType.objects.get_for_id(type_id).model_class()
        if model in _rules:
            return _rules[model](mail)
    return []
