"""What the demo's second version says anew after a round, and what became of the members' wishes."""

import datetime as dt

from requests import actions

ADDED = {
    "scope": "Die Förderschulen gehören dazu.",
    "results": "Eine Kurzfassung auf zwei Seiten geht an alle Schulen.",
}
REWORDED = {
    "roles": [("bereitet vor und lädt ein", "bereitet vor, lädt ein und schreibt das Protokoll")],
    "confidentiality": [("bleiben intern.", "bleiben intern und werden nach dem Abschluss gelöscht.")],
}
CRITERION = "Das Gremium stellt es in seiner Sitzung nach der zweiten Abfrage fest."
REMARKS = {"communication": "Bitte nehmen Sie die Schulsozialarbeit mit auf den Verteiler."}
NOT_TAKEN_OVER = {
    "volume": "So weit reichen die zugesagten Tage nicht. Vor Ort ist, was die Schulen zusammen brauchen."
}
WORKSHOP = "Zwei Werkstätten zu den Übergaben, eine davon an einer Förderschule"


def of(version):
    """Return the parts to save of the version that follows a copied one."""
    sections = dict(version.sections)
    for key, text in ADDED.items():
        sections[key] = f"{sections[key]} {text}"
    for key, changes in REWORDED.items():
        for before, after in changes:
            sections[key] = sections[key].replace(before, after)
    goals = list(version.goals.values("text", "criterion"))
    goals[0]["criterion"] = CRITERION
    milestones = list(version.milestones.values("title", "result", "due_on", "quarters"))
    milestones[1] |= {
        "title": WORKSHOP,
        "due_on": milestones[1]["due_on"] + dt.timedelta(days=14),
        "quarters": milestones[1]["quarters"] + 2,
    }
    return {"sections": sections, "goals": goals, "milestones": milestones}


def answers(remarks, *, by):
    """Answer each remark of the work list: most are taken over, for one the days do not reach."""
    for remark in remarks:
        reason = NOT_TAKEN_OVER.get(remark.key, "")
        actions.answer_remark(
            remark.statement,
            remark.key,
            by=by,
            verdict="not_taken_over" if reason else "taken_over",
            reason=reason,
            expected_revision=0,
        )
