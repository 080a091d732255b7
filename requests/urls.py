from django.urls import include, path

from requests.views import (
    actions,
    compare,
    detail,
    fingerprint,
    form,
    mandate,
    mandate_editor,
    overview,
    papers,
    remarks,
    round_acts,
    rounds,
    submit,
)

app_name = "requests"
requests = [
    path("", overview.overview, name="list"),
    path("neu/", form.new, name="new"),
    path("erste-schritte/ausblenden/", overview.hide_first_steps, name="hide_first_steps"),
    path("<oid:oid>/", detail.detail, name="detail"),
    path("<oid:oid>/schritt/<int:number>/", form.step, name="step"),
    path("<oid:oid>/pruefen/", submit.check, name="check"),
    path("<oid:oid>/eingereicht/", submit.submitted, name="submitted"),
    path("<oid:oid>/antworten/", submit.answer, name="answer"),
    path("<oid:oid>/drucken/", detail.print_page, name="print"),
    path("<oid:oid>/unterlagen/<oid:file_oid>/", detail.attachment, name="attachment"),
    path("<oid:oid>/unterlagen/<oid:file_oid>/entfernen/", form.remove_attachment, name="remove_attachment"),
    path("<oid:oid>/aendern/", actions.revise, name="revise"),
    path("<oid:oid>/zurueckziehen/", actions.withdraw, name="withdraw"),
    path("<oid:oid>/uebergeben/", actions.hand_over, name="hand_over"),
    path("<oid:oid>/mitlesen/", actions.share, name="share"),
    path("<oid:oid>/mitlesen/<str:key>/beenden/", actions.unshare, name="unshare"),
    path("<oid:oid>/kopieren/", actions.copy, name="copy"),
    path("<oid:oid>/loeschen/", actions.delete_draft, name="delete_draft"),
]
mandates = [
    path("<oid:oid>/auftrag/", mandate.mandate, name="mandate"),
    path("<oid:oid>/auftrag/anlegen/", mandate.start_mandate, name="start_mandate"),
    path("<oid:oid>/auftrag/bearbeiten/", mandate_editor.edit_mandate, name="edit_mandate"),
    path("<oid:oid>/auftrag/neue-fassung/", mandate.new_version, name="new_version"),
    path("<oid:oid>/auftrag/neu-fassen/", mandate.reopen_mandate, name="reopen_mandate"),
    path("<oid:oid>/auftrag/fassung/<int:number>/", mandate.version, name="version"),
    path("<oid:oid>/auftrag/fassung/<int:number>/sitzungsvorlage/", papers.proposal, name="proposal"),
    path("<oid:oid>/auftrag/fassung/<int:number>/pdf/", papers.agreement, name="agreement"),
    path("<oid:oid>/auftrag/rueckmeldungen/", remarks.remarks, name="remarks"),
    path("<oid:oid>/auftrag/rueckmeldungen/senden/", remarks.send_answers, name="send_answers"),
    path(
        "<oid:oid>/auftrag/runde/<oid:round_oid>/<oid:member_oid>/<slug:key>/antwort/",
        remarks.answer_remark,
        name="answer_remark",
    ),
    path("<oid:oid>/auftrag/vergleichen/", compare.compare_versions, name="compare_versions"),
    path("<oid:oid>/auftrag/abstimmen/", rounds.open_round, name="open_round"),
    path("<oid:oid>/auftrag/runde/<oid:round_oid>/", rounds.round, name="round"),
    path("<oid:oid>/auftrag/runde/<oid:round_oid>/verlaengern/", rounds.extend_round, name="extend_round"),
    path("<oid:oid>/auftrag/sitzung/", round_acts.decide_in_meeting, name="decide_in_meeting"),
    path("<oid:oid>/auftrag/runde/<oid:round_oid>/erinnern/", round_acts.remind_round, name="remind_round"),
    path("<oid:oid>/auftrag/runde/<oid:round_oid>/beenden/", round_acts.end_round, name="end_round"),
    path(
        "<oid:oid>/auftrag/runde/<oid:round_oid>/<oid:member_oid>/antwort/",
        round_acts.enter_answer,
        name="enter_answer",
    ),
    path(
        "<oid:oid>/auftrag/runde/<oid:round_oid>/<oid:member_oid>/noch-einmal/",
        rounds.ask_again,
        name="ask_again",
    ),
]
urlpatterns = [
    path("anfragen/", include(requests)),
    path("anfragen/", include(mandates)),
    path("fragen/", detail.all_questions, name="questions"),
    path("auftrag-pruefen/", fingerprint.check_mandate, name="check_mandate"),
]
