"""A member's answer in her own words, and what follows from it under the round's rule."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requests.models import Statement
from requests.round_rules import Rule

Answer = Statement.Answer
CHOICES = [
    (Answer.AGREE.value, gettext_lazy("Ich stimme zu")),
    (Answer.CHANGE.value, gettext_lazy("Ich wünsche eine Änderung")),
    (Answer.ABSTAIN.value, gettext_lazy("Ich enthalte mich")),
]
CHOICES_OF_GUESTS = [
    (Answer.AGREE.value, gettext_lazy("Ich habe den Auftrag gelesen")),
    (Answer.CHANGE.value, gettext_lazy("Ich wünsche eine Änderung")),
]
# What an abstention means, by the round's rule.
ABSTENTIONS = {
    Rule.ALL: gettext_lazy(
        "In dieser Runde müssen alle zustimmen. Enthalten Sie sich, kommt keine Zustimmung aller zustande."
    ),
    Rule.MAJORITY: gettext_lazy("Ihre Antwort zählt für die Beteiligung, aber weder als Ja noch als Nein."),
    Rule.SILENCE: gettext_lazy("Ihre Antwort zählt weder als Zustimmung noch als Einwand."),
}
CHANGE = gettext_lazy(
    "Bitte schreiben Sie beim Abschnitt oder hier unten, was sich ändern soll. "
    "Die Koordinierungsstelle antwortet darauf."
)
CONSEQUENCES_OF_GUESTS = {
    Answer.AGREE.value: gettext_lazy("Haben Sie etwas angemerkt, geht es an die Koordinierungsstelle."),
    Answer.CHANGE.value: gettext_lazy(
        "Bitte schreiben Sie beim Abschnitt oder hier unten, was sich ändern soll. Ihr Wunsch geht "
        "an die Koordinierungsstelle; er zählt nicht als Stimme."
    ),
}


def choices(seat):
    """Return (answer, words) to choose from: three with a vote, two for a guest."""
    return CHOICES if seat.is_voting else CHOICES_OF_GUESTS


def consequences(seat):
    """Return {answer: what follows from it}."""
    if not seat.is_voting:
        return CONSEQUENCES_OF_GUESTS
    agree = _("Der Auftrag kann so beginnen. Schreiben Sie etwas dazu, ist es eine Zustimmung mit Anmerkung.")
    return {
        Answer.AGREE.value: agree,
        Answer.CHANGE.value: CHANGE,
        Answer.ABSTAIN.value: ABSTENTIONS[seat.round.rule],
    }


def said(answer, seat):
    """Return a recorded answer as its member chose it: "Ich stimme zu, mit Anmerkung"."""
    words = dict(choices(seat))
    if answer == Answer.AGREE_REMARKS:
        return _("%(answer)s, mit Anmerkung") % {"answer": words[Answer.AGREE.value]}
    return str(words.get(answer) or dict(CHOICES)[answer])
