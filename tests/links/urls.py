"""A portal with two purposes more: what links promise is tested without any app's decision."""

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.urls import include, path

from gsvo import urls as portal
from gsvo.accounts.models import User
from gsvo.links.models import Link
from gsvo.links.purposes import Purpose
from gsvo.links.urls import link_urls
from gsvo.links.views import behind_link

handler500 = portal.handler500


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=[("ja", "ja"), ("nein", "nein")])


def question(request, oid):
    """Decides something about a person: "ja" or "nein" becomes the name, once."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            link = Link.objects.claim(request.link)
            User.objects.filter(pk=link.object_id, name="offen").update(name=form.cleaned_data["answer"])
    person = User.objects.get(pk=request.link.object_id)
    return HttpResponse(f"Stand: {person.name}")


def not_mine(request, oid):
    return HttpResponse("Nicht zuständig?")


@behind_link("question")
def check(request, oid):
    return HttpResponse(f"Prüfen: {request.link.email}")


def renew(link):
    Link.objects.issue(link.purpose, link.target, email=link.target.email)


again = []  # the keys of the links that were mailed once more


def mail_again(link):
    again.append(link.pk)


links = [
    *link_urls(Purpose("question", "frage/", question, not_mine, renew, mail_again)),
    *link_urls(Purpose("other", "anderes/", question, not_mine, renew, mail_again)),
]
urlpatterns = [
    path("", include((links, "links"))),
    path("frage/<oid:oid>/pruefen/", check, name="check"),
    *portal.urlpatterns,
]
