from django.urls import path, register_converter

from chains.gaps.gap import KeyConverter
from chains.views import (
    chains,
    comparisons,
    exchange,
    gaps,
    institutions,
    pictures,
    published,
    publishing,
    step_parts,
    steps,
)

register_converter(KeyConverter, "gap")

app_name = "chains"
urlpatterns = [
    path("", chains.chain_list, name="list"),
    path("neu/", chains.create, name="create"),
    path("veroeffentlicht/", published.search, name="published_list"),
    path("veroeffentlicht/<oid:oid>/", published.page, name="published"),
    path("veroeffentlicht/<oid:oid>/lesbar/", publishing.set_public, name="set_public"),
    path("veroeffentlicht/<oid:oid>/zurueckziehen/", publishing.withdraw, name="withdraw_published"),
    path("vergleich/<oid:oid>/<oid:other>/", comparisons.compare, name="compare"),
    path("<oid:oid>/", chains.detail, name="detail"),
    path("<oid:oid>/veroeffentlichen/", publishing.publish, name="publish"),
    path("<oid:oid>/bild.svg", pictures.lanes_file, name="picture"),
    path("<oid:oid>/tabelle.<slug:form>", exchange.download, name="download"),
    path("<oid:oid>/bearbeiten/", steps.edit, name="edit"),
    path("<oid:oid>/stellen/", institutions.institutions, name="institutions"),
    path("<oid:oid>/stellen/fragen/", institutions.ask_all, name="ask_institutions"),
    path("<oid:oid>/stellen/<int:actor>/", institutions.institution, name="institution"),
    path("<oid:oid>/stellen/<int:actor>/fragen/", institutions.ask, name="ask_institution"),
    path("<oid:oid>/stellen/<int:actor>/antwort/", institutions.enter_answer, name="enter_answer"),
    path("<oid:oid>/schritt/neu/", steps.add_step, name="add_step"),
    path("<oid:oid>/zuruecknehmen/", steps.take_back, name="take_back"),
    path("<oid:oid>/schritt/<oid:step_oid>/", step_parts.edit_step, name="edit_step"),
    path("<oid:oid>/schritt/<oid:step_oid>/verschieben/", steps.move_step, name="move_step"),
    path("<oid:oid>/schritt/<oid:step_oid>/entfernen/", steps.remove_step, name="remove_step"),
    path("<oid:oid>/luecken/", gaps.gap_list, name="gaps"),
    path("<oid:oid>/luecken/<gap:key>/hinnehmen/", gaps.accept, name="accept_gap"),
    path("<oid:oid>/luecken/<gap:key>/zuruecknehmen/", gaps.take_back, name="take_back_acceptance"),
    path("<oid:oid>/schritt/<oid:step_oid>/teilen/", steps.split_step, name="split_step"),
    path("<oid:oid>/schritt/<oid:step_oid>/<slug:part>/", step_parts.step_part, name="step_part"),
]
