from django.urls import path

from requests.views import mandate, rounds

app_name = "requests"
urlpatterns = [
    path("<oid:oid>/auftrag/", mandate.mandate, name="mandate"),
    path("<oid:oid>/auftrag/anlegen/", mandate.start_mandate, name="start_mandate"),
    path("<oid:oid>/auftrag/bearbeiten/", mandate.edit_mandate, name="edit_mandate"),
    path("<oid:oid>/auftrag/neue-fassung/", mandate.new_version, name="new_version"),
    path("<oid:oid>/auftrag/neu-fassen/", mandate.reopen_mandate, name="reopen_mandate"),
    path("<oid:oid>/auftrag/fassung/<int:number>/", mandate.version, name="version"),
    path("<oid:oid>/auftrag/abstimmen/", rounds.open_round, name="open_round"),
    path("<oid:oid>/auftrag/runde/<oid:round_oid>/", rounds.round, name="round"),
]
