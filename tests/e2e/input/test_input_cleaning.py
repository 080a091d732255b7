"""What is typed is clean and in one spelling, whatever form it comes in by."""

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import get_resolver, reverse

from advisors.actions import account_for
from advisors.forms.pool_import import NamesField
from gsvo.accounts.models import User
from gsvo.lib.days import DaysField
from gsvo.lib.model_fields import EmailField
from gsvo.offices.models import AccountInvitation
from tests import factories
from tests.e2e.input.test_forms import classes

UMLAUT, PUNYCODE = "koko@kreis-düren.example", "koko@xn--kreis-dren-geb.example"
TYPED = "Berufs\u00adorientierung u\u0308ber\r\nalle\u200b Wege\ufeff"


def fields_of_all_forms(rf, admin_user):
    """Each text field of each form: ours, Django's, allauth's and those that the admin makes."""
    get_resolver().url_patterns  # noqa: B018  imports every view
    request = rf.get("/")
    request.user = admin_user
    in_admin = [kind.get_form(request) for kind in admin.site._registry.values()]
    for form in {*classes(), *in_admin}:
        for name, field in getattr(form, "base_fields", {}).items():
            if isinstance(field, forms.CharField):
                yield f"{form.__module__}.{form.__qualname__}.{name}", field


def test_every_text_field_of_every_form_is_cleaned(rf, admin_user, record_property):
    seen, wrong = 0, []
    for name, field in fields_of_all_forms(rf, admin_user):
        if isinstance(
            field, (forms.EmailField, forms.JSONField, forms.UUIDField, forms.URLField, DaysField, NamesField)
        ):
            continue
        seen += 1
        if isinstance(field.widget, forms.PasswordInput):
            right = TYPED
        elif field.__class__.__name__ == "CodeField":
            right = "Berufsorientierungüberalle" + "Wege"
        elif isinstance(field.widget, forms.Textarea) or field.widget.is_hidden:
            right = "Berufsorientierung über\nalle Wege"
        else:
            right = "Berufsorientierung über alle Wege"
        if field.to_python(TYPED) != right:
            wrong.append((name, field.to_python(TYPED)))
    record_property("texts", seen)
    assert seen > 100
    assert wrong == []


def test_every_address_field_of_every_form_knows_one_spelling(rf, admin_user):
    fields = [
        (name, field)
        for name, field in fields_of_all_forms(rf, admin_user)
        if isinstance(field, forms.EmailField)
    ]
    assert len(fields) > 12
    for name, field in fields:
        for typed in (UMLAUT, PUNYCODE.upper(), f" {UMLAUT}\u200f "):
            assert field.clean(typed) == UMLAUT, name
        with pytest.raises(forms.ValidationError, match="genau ein @-Zeichen"):
            field.clean("koko@kreis@example.org")


def test_every_address_that_is_stored_is_stored_in_one_spelling():
    """Only allauth's own two tables, which stay empty, have Django's field."""
    fields = [
        field
        for model in apps.get_models()
        if model._meta.app_label != "account"
        for field in model._meta.fields
        if isinstance(field, models.EmailField)
    ]
    assert len(fields) > 10
    assert [str(field) for field in fields if not isinstance(field, EmailField)] == []


@pytest.mark.django_db
def test_texts_that_differ_in_line_breaks_only_are_no_change():
    form = forms.Form(data={"text": "eins\r\nzwei"}, initial={"text": "eins\r\nzwei"})
    form.fields["text"] = forms.CharField(widget=forms.Textarea)
    assert not form.has_changed()
    assert form.is_valid()
    assert form.cleaned_data["text"] == "eins\nzwei"


def test_a_line_break_counts_once_as_in_the_browser():
    field = forms.CharField(max_length=10, widget=forms.Textarea)
    assert field.clean("12345\r\n7890") == "12345\n7890"
    with pytest.raises(forms.ValidationError, match="Jetzt sind es 11"):
        field.clean("12345\r\n78901")


@pytest.mark.django_db
def test_what_is_looked_for_is_spelled_like_what_is_stored():
    user = factories.user(PUNYCODE)
    assert user.email == UMLAUT
    for spelled in (UMLAUT, PUNYCODE, PUNYCODE.upper(), f"\u200f{UMLAUT}"):
        assert User.objects.get(email=spelled) == user
        assert User.objects.get(email__iexact=spelled) == user
        assert User.objects.get(email__in=[spelled]) == user
        assert User.objects.get_by_natural_key(spelled) == user


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [UMLAUT, PUNYCODE, PUNYCODE.upper(), f"{UMLAUT}\u200f"])
def test_login_knows_an_account_however_its_domain_is_spelled(client, typed):
    """A browser sends the domain of an address field in punycode."""
    factories.user(UMLAUT)
    client.post(reverse("account_login"), {"login": typed, "password": factories.PASSWORD})
    assert client.get(reverse("accounts:account")).status_code == 200


@pytest.mark.django_db
def test_nobody_is_invited_twice_in_two_spellings(client, koko):
    office = koko.memberships.get().office
    client.force_login(koko)
    url = reverse("offices:invite", args=[office.key])
    for spelled in (UMLAUT, PUNYCODE):
        answer = client.post(url, {"name": "Anna", "email": spelled, "role": "member"})
    assert "schon eingeladen" in answer.content.decode()
    assert [row.email for row in AccountInvitation.objects.filter(office=office)] == [UMLAUT]


@pytest.mark.django_db
def test_an_advisor_gets_the_account_that_her_address_has_already():
    user = factories.user(UMLAUT)
    advisor = factories.advisor(email=PUNYCODE)
    assert account_for(advisor) == user
