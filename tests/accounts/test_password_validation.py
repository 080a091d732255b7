"""Which passwords are taken: none that somebody who knows the field and the person tries first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from gsvo.accounts.models import User
from gsvo.links.models import Link
from gsvo.offices import actions
from gsvo.offices.models import Role
from tests import factories

WORDS = "Wörtern, Jahren oder Zahlen"
RUN = "auf der Tastatur oder im Alphabet"
AGAIN = "wiederholt sich"
NUMBER = "Ein Wort mit einer Zahl"
OWN = "Ihr Name oder Ihre E-Mail-Adresse"
PERSON = User(name="Karla Koko-Meier", email="k.meierling@kreis-dueren.example")


def refusal(password, user=None):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, user)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        # words of the field, and places
        ("verantwortungskette", WORDS),
        ("Koordinierungsstelle", WORDS),
        ("steuerungsgremium!", WORDS),
        ("KAoA-NRW-2026", WORDS),
        ("GIB-NRW-Bottrop", WORDS),
        ("Ausbildung+Schule", WORDS),
        ("Bielefeld2026", WORDS),
        ("Gütersloh-2027!", WORDS),
        ("Hochsauerlandkreis", WORDS),
        ("Fachkräftesicherung", WORDS),
        ("Wirtschaftsförderung", WORDS),
        ("langzeitarbeitslos", WORDS),
        ("Schulsozialarbeit", WORDS),
        ("Übergangsmanagement", WORDS),
        ("Kompetenzagentur", WORDS),
        ("Regionalagentur", WORDS),
        ("Lenkungskreis", WORDS),
        ("Bildungskette", WORDS),
        ("Mandatsklärung", WORDS),
        ("Qualifizierung", WORDS),
        ("Transformation", WORDS),
        ("BeruflicheOrientierung", WORDS),
        ("gib-bottrop-2026", WORDS),  # the end of one word is the beginning of the next
        # what is used most
        ("passwort1234", WORDS),
        ("Sommer2026!!", WORDS),
        ("IchLiebeDich2026", WORDS),
        ("fussballweltmeister", WORDS),
        ("meinhundbello", WORDS),
        ("Willkommen-2026", WORDS),
        # the same in disguise
        ("P4$$w0rt2026", WORDS),
        ("V3r@ntw0rtungsk3tte", WORDS),
        ("p-a-s-s-w-o-r-t", WORDS),
        ("ppaasswwoorrtt", WORDS),
        ("passwortpasswort", WORDS),
        ("schuleschule12", WORDS),
        # runs
        ("123456789012", RUN),
        ("210987654321", RUN),
        ("abcdefghijkl", RUN),
        ("zyxwvutsrqpo", RUN),
        ("qwertzuiopas", RUN),
        ("yxcvbnmasdfgh", RUN),
        ("1qay2wsx3edc", RUN),
        ("!QAZ2wsx#EDC", RUN),
        ("1q2w3e4r5t6z", RUN),
        ("a1b2c3d4e5f6", RUN),
        # repeats
        ("aaaaaaaaaaaa", AGAIN),
        ("abcabcabcabc", AGAIN),
        ("korbkorbkorb", AGAIN),
        ("!!!!!!!!!!!!", AGAIN),
        # any word with a number
        ("Tischdecke2026", NUMBER),
        ("47-Regenschirm", NUMBER),
    ],
)
def test_a_password_that_others_try_first_is_refused_with_the_reason(password, sentence):
    said = refusal(password)
    assert sentence in said
    assert "vier Wörter" in said  # how to do better


@pytest.mark.parametrize(
    "password", ["Karla.Koko.1978", "meierling-koko!", "karla-kreis-dueren", "M3ierling#19780415"]
)
def test_a_password_of_ones_own_names_is_refused(password):
    assert OWN in refusal(password, PERSON)


@pytest.mark.parametrize(
    "password",
    [
        "vier Wörter und ein Fluss",
        "apfel wolke seife traktor",
        "blaue-treppe-regen-09",
        "xK9!mQ2v§wLp",
        "Sonne Fahrrad Kaffee Wolken Schule",  # known words, but many of them
        "ein sehr langer Satz, den sonst niemand sagt, und kein Ende",
    ],
)
def test_phrases_of_unrelated_words_and_random_signs_are_taken(password):
    validate_password(password, PERSON)


@pytest.mark.parametrize("password", ["kurz", "7!k", "baum-lampe"])
def test_of_a_short_password_only_its_length_is_told(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, PERSON)
    (sentence,) = refused.value.messages
    assert "zu kurz" in sentence


def test_the_demos_password_opens_the_demo_only(settings):
    settings.DEMO = False
    assert WORDS in refusal("demo-gsvo-2026")
    settings.DEMO = True
    validate_password("demo-gsvo-2026")


def test_a_password_without_end_is_read_quickly():
    validate_password("Hinterm Deich steht Wind " * 4000)


@pytest.mark.django_db
def test_it_holds_behind_an_invitation_and_behind_a_password_link(client, koko):
    invitation = actions.invite(
        factories.office(factories.BIELEFELD),
        by=koko,
        email="neu@example.org",
        name="Nele Neu",
        role=Role.MEMBER,
    )
    link = Link.objects.to(invitation).get()
    page = client.get(link.url(), follow=True).redirect_chain[-1][0]
    weak = {"name": "Nele Neu", "password1": "verantwortungskette", "password2": "verantwortungskette"}
    assert "password1" in client.post(page, weak).context["form"].errors
    client.force_login(koko)
    change = weak | {"oldpassword": factories.PASSWORD}
    assert "password1" in client.post("/konto/passwort-aendern/", change).context["form"].errors


@pytest.mark.django_db
def test_no_superuser_gets_a_weak_one_even_without_questions(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "verantwortungskette")
    with pytest.raises(CommandError, match=WORDS):
        call_command("createsuperuser", email="chef@example.org", interactive=False, verbosity=0)
    assert not User.objects.exists()
