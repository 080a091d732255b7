"""Whether a mail that waited is still worth sending: an answer may have come, a request been withdrawn."""

_rules = {}


def relevant_while(*kinds):
    """Decorator: `rule(mail)` says whether a mail of these kinds still has a point; asked before sending."""

    def register(rule):
        _rules.update(dict.fromkeys(kinds, rule))
        return rule

    return register


def is_relevant(mail):
    """Mails without a rule always are, as long as their link is good."""
    rule = _rules.get(mail.kind)
    return rule is None or rule(mail)
