"""Whether a mail that waited is still worth sending: an answer may have come, a request been withdrawn."""

from collections.abc import Callable

from gsvo.outbox.models import OutgoingMail

Rule = Callable[[OutgoingMail], bool]
_rules: dict[str, Rule] = {}


def relevant_while(*kinds: str) -> Callable[[Rule], Rule]:
    """Decorator: `rule(mail)` says whether a mail of these kinds still has a point; asked before sending."""

    def register(rule: Rule) -> Rule:
        _rules.update(dict.fromkeys(kinds, rule))
        return rule

    return register


def is_relevant(mail: OutgoingMail) -> bool:
    """Mails without a rule always are, as long as their link is good."""
    rule = _rules.get(mail.kind)
    return rule is None or rule(mail)
