"""What the demo's second version says anew after a round: in texts, a goal and a milestone."""

import datetime as dt

ADDED = {
    "scope": "Die Förderschulen gehören dazu.",
    "results": "Eine Kurzfassung auf zwei Seiten geht an alle Schulen.",
}
REWORDED = {
    "roles": [("bereitet vor und lädt ein", "bereitet vor, lädt ein und schreibt das Protokoll")],
    "confidentiality": [("bleiben intern.", "bleiben intern und werden nach dem Abschluss gelöscht.")],
}
CRITERION = "Das Gremium stellt es in seiner Sitzung nach der zweiten Abfrage fest."
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
