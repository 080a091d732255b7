from django.urls import include, path

from requests.views import acts, handing_in, mandate, overview, reading, rounds, writing

app_name = "requests"
requests = [
    path("", overview.overview, name="list"),
    path("neu/", writing.new, name="new"),
    path("<oid:oid>/", reading.detail, name="detail"),
    path("<oid:oid>/schritt/<int:number>/", writing.step, name="step"),
    path("<oid:oid>/pruefen/", handing_in.check, name="check"),
    path("<oid:oid>/eingereicht/", handing_in.submitted, name="submitted"),
    path("<oid:oid>/antworten/", handing_in.answer, name="answer"),
    path("<oid:oid>/drucken/", reading.print_page, name="print"),
    path("<oid:oid>/unterlagen/<oid:file_oid>/", reading.attachment, name="attachment"),
    path(
        "<oid:oid>/unterlagen/<oid:file_oid>/entfernen/", writing.remove_attachment, name="remove_attachment"
    ),
    path("<oid:oid>/aendern/", acts.revise, name="revise"),
    path("<oid:oid>/zurueckziehen/", acts.withdraw, name="withdraw"),
    path("<oid:oid>/uebergeben/", acts.hand_over, name="hand_over"),
    path("<oid:oid>/mitlesen/", acts.share, name="share"),
    path("<oid:oid>/mitlesen/<str:key>/beenden/", acts.unshare, name="unshare"),
    path("<oid:oid>/kopieren/", acts.copy, name="copy"),
    path("<oid:oid>/loeschen/", acts.delete_draft, name="delete_draft"),
]
mandates = [
    path("<oid:oid>/auftrag/", mandate.mandate, name="mandate"),
    path("<oid:oid>/auftrag/anlegen/", mandate.start_mandate, name="start_mandate"),
    path("<oid:oid>/auftrag/bearbeiten/", mandate.edit_mandate, name="edit_mandate"),
    path("<oid:oid>/auftrag/neue-fassung/", mandate.new_version, name="new_version"),
    path("<oid:oid>/auftrag/neu-fassen/", mandate.reopen_mandate, name="reopen_mandate"),
    path("<oid:oid>/auftrag/fassung/<int:number>/", mandate.version, name="version"),
    path("<oid:oid>/auftrag/abstimmen/", rounds.open_round, name="open_round"),
    path("<oid:oid>/auftrag/runde/<oid:round_oid>/", rounds.round, name="round"),
    path(
        "<oid:oid>/auftrag/runde/<oid:round_oid>/<oid:member_oid>/noch-einmal/",
        rounds.ask_again,
        name="ask_again",
    ),
]
urlpatterns = [
    path("anfragen/", include(requests)),
    path("anfragen/", include(mandates)),
    path("fragen/", reading.all_questions, name="questions"),
]
