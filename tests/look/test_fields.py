"""The crispy pack: each kind of field empty, filled and refused."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import MinLengthValidator, RegexValidator
from django.forms import formset_factory
from django.template import Context, Template
from django.test import RequestFactory

from tests.look.html_page import Page
from tests.look.samples import FILLED, FilterForm, OptionalForm, SampleForm

PLAIN = ("title", "email", "goal", "days", "start", "colour", "several", "privacy", "attachment")
GROUPS = ("status", "steps", "answer")
FORM = '{% load crispy_forms_tags %}{% include "components/errors.html" %}{{ form|crispy }}'


def rendered(form, template=FORM):
    return Page(Template(template).render(Context({"form": form})))


def filled_form():
    return SampleForm(FILLED, {"attachment": SimpleUploadedFile("plan.pdf", b"%PDF-1.4")})


def states_of_forms():
    return {"empty": SampleForm(), "filled": filled_form(), "refused": SampleForm({"title": "x" * 30})}


@pytest.mark.parametrize("state", ["empty", "filled", "refused"])
def test_every_id_is_unique_and_every_reference_leads_somewhere(state):
    page = rendered(states_of_forms()[state])

    assert page.dangling() == []
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_field_has_a_label_of_its_own(name):
    page = rendered(SampleForm())

    label = page.one("label", **{"for": f"id_{name}"})
    assert label.text == SampleForm.base_fields[name].label


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_of_options_is_a_fieldset_named_by_its_legend(name):
    page = rendered(SampleForm())

    fieldset = page.one(id=f"id_{name}_0").parent.parent
    while fieldset.tag != "fieldset":
        fieldset = fieldset.parent
    (legend,) = [element for element in page.all("legend") if element.parent is fieldset]
    assert legend.text == SampleForm.base_fields[name].label


@pytest.mark.parametrize("name", PLAIN)
def test_hint_and_error_of_a_plain_field_are_tied_to_its_input(name):
    page = rendered(SampleForm({}))

    field = page.one(id=f"id_{name}")
    hint = [f"id_{name}_helptext"] if SampleForm.base_fields[name].help_text else []
    limit = ["id_title_limit"] if name == "title" else []
    assert field.attrs["aria-describedby"].split() == [*hint, f"id_{name}_error", *limit]
    assert field.attrs["aria-invalid"] == "true"


@pytest.mark.parametrize("name", GROUPS)
def test_hint_and_error_of_a_group_are_tied_to_its_fieldset(name):
    page = rendered(SampleForm({}))

    hint = [f"id_{name}_helptext"] if SampleForm.base_fields[name].help_text else []
    (fieldset,) = [
        element
        for element in page.all("fieldset")
        if element.attrs.get("aria-describedby", "").endswith(f"id_{name}_error")
    ]
    assert fieldset.attrs["aria-describedby"].split() == [*hint, f"id_{name}_error"]


def test_radio_buttons_are_wrong_together_and_check_boxes_one_by_one():
    page = rendered(SampleForm({}))

    groups = page.all("fieldset", role="radiogroup")
    assert [group.attrs["aria-invalid"] for group in groups] == ["true", "true"]
    assert [element for element in page.all("input", type="radio") if "aria-invalid" in element.attrs] == []
    boxes = page.all("input", type="checkbox", name="steps")
    assert {box.attrs["aria-invalid"] for box in boxes} == {"true"}


def test_a_form_that_was_not_sent_shows_no_error():
    page = rendered(SampleForm())

    assert [element for element in page.elements if "error" in element.attrs.get("class", "")] == []
    assert [element for element in page.elements if "aria-invalid" in element.attrs] == []


def test_a_filled_form_shows_what_was_typed():
    page = rendered(filled_form())

    assert page.one(id="id_title").attrs["value"] == "Übergänge & Anschluss"
    assert page.one(id="id_goal").text == "Alle Plätze sind <bekannt>."
    assert page.one(id="id_days").attrs["value"] == "5,25"
    assert page.one(id="id_start").attrs["value"] == "2027-01-15"
    assert page.one(id="id_start").attrs["type"] == "date"
    assert page.one("input", name="revision").attrs["value"] == "3"
    checked = [element.attrs["id"] for element in page.elements if "checked" in element.attrs]
    assert checked == ["id_status_2", "id_steps_0", "id_steps_7", "id_answer_1", "id_privacy"]
    chosen = [element.attrs["value"] for element in page.all("option") if "selected" in element.attrs]
    assert chosen == ["green", "red", "blue"]


def test_a_decision_is_not_preselected_and_each_answer_says_what_follows():
    page = rendered(SampleForm())

    answers = page.all("input", name="answer")
    assert [answer.attrs.get("checked") for answer in answers] == [None, None]
    assert [page.one(id=answer.attrs["aria-describedby"]).text for answer in answers] == [
        "Der Auftrag kann so beginnen.",
        "Sie bekommen darauf eine Antwort.",
    ]


def test_optional_fields_say_so_and_required_ones_do_not():
    assert rendered(SampleForm()).all(class_="kern-label__optional") == []

    marked = rendered(OptionalForm()).all(class_="kern-label__optional")
    # all but the hidden field and the single check box, which nobody has to tick anyway
    assert [mark.text for mark in marked] == ["freiwillig"] * (len(SampleForm.base_fields) - 2)


def test_filters_do_not_call_their_fields_optional():
    assert rendered(FilterForm()).all(class_="kern-label__optional") == []


def named(field):
    return field.label if field.label.endswith(".") else f"{field.label}:"


def test_the_summary_lists_every_error_with_a_link_into_its_field():
    form = SampleForm({"revision": "1", "title": "x" * 30, "days": "viel"})
    page = rendered(form)

    summary = page.one(id="fehler")
    assert (summary.attrs["role"], summary.attrs["tabindex"]) == ("alert", "-1")
    assert "autofocus" in summary.attrs
    links = [link for link in page.all("a") if link.attrs["href"].startswith("#id_")]
    # a declaration is not said twice: its message alone
    names = {field.name: "" if field.name == "privacy" else f"{named(field)} " for field in form}
    expected = [
        (f"{names[field.name]}{error}", f"#id_{field.name}{'_0' if field.name in GROUPS else ''}")
        for field in form
        for error in field.errors
    ]
    assert [(link.text, link.attrs["href"]) for link in links] == expected
    assert page.one("h2").text == f"Bitte prüfen Sie {len(expected)} Angaben"


def test_two_errors_of_one_field_are_one_place_to_check():
    class Code(forms.Form):
        code = forms.CharField(label="Code", validators=[RegexValidator(r"^\d"), MinLengthValidator(4)])

    page = rendered(Code({"code": "x"}))

    assert len(page.all("li")) == 2
    assert page.one("h2").text == "Bitte prüfen Sie eine Angabe"


def test_one_error_is_announced_as_one():
    page = rendered(type("One", (forms.Form,), {"name": forms.CharField(label="Name")})({}))

    assert page.one("h2").text == "Bitte prüfen Sie eine Angabe"


def test_errors_of_no_single_field_stand_in_the_summary_too():
    class Pair(forms.Form):
        def clean(self):
            raise forms.ValidationError("Das Ende liegt vor dem <Beginn>.")

    page = rendered(Pair({}))

    assert page.one("h2").text == "So geht es noch nicht"  # there is no one field to mend
    assert page.one("li").text == "Das Ende liegt vor dem <Beginn>."


def test_an_error_is_text_and_never_markup():
    form = SampleForm({"colour": "red"})
    form.add_error("colour", "Nicht <script> sagen.")

    html = Template(FORM).render(Context({"form": form}))

    assert "<script>" not in html
    assert "Nicht &lt;script&gt; sagen." in html


def test_rows_of_a_formset_are_fieldsets_with_numbers():
    class Goal(forms.Form):
        text = forms.CharField(label="Ziel")

    formset = formset_factory(Goal, extra=2)()
    formset.row_label = "Ziel"
    page = rendered(formset, "{% load crispy_forms_tags %}{{ form|crispy }}")

    assert [legend.text for legend in page.all("legend")] == ["Ziel 1", "Ziel 2"]
    assert page.one(id="id_form-TOTAL_FORMS").attrs["value"] == "2"
    assert page.dangling() == []


def test_errors_of_a_formset_reach_the_summary_by_field():
    class Goal(forms.Form):
        text = forms.CharField(label="Ziel")

    formset = formset_factory(Goal, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-text": ""}
    )
    template = (
        '{% include "components/errors.html" with forms=both %}{% load crispy_forms_tags %}{{ goals|crispy }}'
    )
    page = Page(Template(template).render(Context({"both": [SampleForm(), formset], "goals": formset})))

    assert [link.attrs["href"] for link in page.all("a")] == ["#id_form-0-text"]
    assert page.dangling() == []


def test_a_whole_form_by_helper_brings_form_tag_token_summary_and_buttons():
    from crispy_forms.helper import FormHelper
    from crispy_forms.layout import Fieldset, Layout, Row, Submit

    form = SampleForm({})
    form.helper = FormHelper()
    form.helper.layout = Layout(Row("title", "email"), Fieldset("Umfang", "days", "start"))
    form.helper.add_input(Submit("save", "Speichern"))
    context = Context({"form": form, "csrf_token": "abc"})
    page = Page(Template("{% load crispy_forms_tags %}{% crispy form %}").render(context))

    sent = page.one("form")
    assert (sent.attrs["method"], sent.attrs["class"]) == ("post", "gs-form")
    assert sent.attrs["enctype"] == "multipart/form-data"
    assert page.one("input", name="csrfmiddlewaretoken").attrs["value"] == "abc"
    assert [legend.text for legend in page.all("legend")] == ["Umfang"]
    assert page.one("button").text == "Speichern"
    pair = page.one(class_="gs-pair")
    assert [page.one(id=id_).parent.parent for id_ in ("id_title", "id_email")] == [pair, pair]


def test_a_file_that_is_there_can_be_seen_and_removed():
    class Stored:
        url = "/unterlage/1/"

        def __str__(self):
            return "plan.pdf"

    class Upload(forms.Form):
        attachment = forms.FileField(label="Unterlage", required=False)

    page = rendered(Upload(initial={"attachment": Stored()}))

    assert page.one("a").text == "plan.pdf"
    assert page.one("label", **{"for": "attachment-clear_id"}).text == "Diese Datei entfernen"
    assert page.dangling() == []


def test_the_browser_title_says_that_something_is_wrong(sample_pages, client, db):
    page = Page(client.post("/muster/", {"title": ""}).content.decode())

    assert page.one("title").text == "Fehler: Muster – Gemeinsam.Stark.VorOrt."
    assert page.dangling() == []


def test_a_fresh_page_has_its_plain_title(sample_pages, client, db):
    page = Page(client.get("/muster/").content.decode())

    assert page.one("title").text == "Muster – Gemeinsam.Stark.VorOrt."


def test_the_address_of_another_page_keeps_what_was_filtered():
    request = RequestFactory().get("/anfragen/?q=kette&page=3")
    template = Template("{% load gsvo %}{% query page=2 %} {% query page=None %}")

    assert template.render(Context({"request": request})) == "?q=kette&amp;page=2 ?q=kette"
