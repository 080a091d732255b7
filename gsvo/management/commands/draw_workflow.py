"""`manage.py draw_workflow`: write the workflow into README.md and who is told what into docs/who-is-told.md,
from the tables in code.
"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from requests import workflow
from requests.notifications import OF_ADDRESSES, SILENT, Party, rules
from requests.states import ENDS
from requests.workflow import State

BEGIN, END = "<!-- workflow: manage.py draw_workflow writes from here -->", "<!-- workflow: to here -->"


class Command(BaseCommand):
    help = "Zeichnet den Weg einer Anfrage in README.md neu; mit --check nur prüfen."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, check, **options):
        readme = settings.BASE_DIR / "README.md"
        text = readme.read_text(encoding="utf-8")
        head, _, rest = text.partition(BEGIN)
        _, _, tail = rest.partition(END)
        fresh = f"{head}{BEGIN}\n{picture()}\n{table()}\n{END}{tail}"
        told = settings.BASE_DIR / "docs/who-is-told.md"
        pages = {readme: fresh, told: who_is_told()}
        if check and any(
            not path.exists() or path.read_text("utf-8") != page for path, page in pages.items()
        ):
            raise CommandError("README.md or docs/who-is-told.md is stale: run manage.py draw_workflow.")
        if not check:
            for path, page in pages.items():
                path.write_text(page, encoding="utf-8")


MANY = 3  # acts that leave more states than that (withdraw, cancel) would cross out the picture


def picture():
    """Return a Mermaid diagram: one arrow for each pair of states, with all acts that lead along it."""
    arrows = {}
    for transition in workflow.TRANSITIONS.values():
        for move in transition.moves:
            for target in move.targets:
                if target != move.source and len(transition.sources) <= MANY:
                    arrows.setdefault((move.source, target), []).append(transition.name)
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {state}: {state.label}" for state in State]
    lines += [f"    {source} --> {target}: {', '.join(acts)}" for (source, target), acts in arrows.items()]
    lines += [f"    {state} --> [*]" for state in State if state in ENDS]
    return "\n".join([*lines, "```", ""])


def table():
    """Return who may do what from where, one row per act."""
    rows = ["| Handlung | im Code | wer | aus | nach |", "| --- | --- | --- | --- | --- |"]
    for transition in workflow.TRANSITIONS.values():
        roles = {part for move in transition.moves for part in move.roles}
        targets = {target for move in transition.moves for target in move.targets}
        rows.append(
            f"| {transition.label} | `{transition.name}` | {_in_order(workflow.WorkflowRole, roles)}"
            f" | {_in_order(State, transition.sources)} | {_in_order(State, targets)} |"
        )
    return "\n".join(rows)


TOLD_HEAD = f"""# Wer was erfährt

Zu jeder Handlung an einer Anfrage: wer eine Mail bekommt, welche und warum. Die Seite schreibt
`manage.py draw_workflow` aus der Tabelle `requests/notifications`; ein Test macht jede Handlung in jedem
Stand und vergleicht die Mails mit ihr. Wie eine Mail aussieht, zeigt `/admin/post/vorschau/`.
Nicht in der Tabelle stehen Mails über Konten und Adressen (`{OF_ADDRESSES}*`): Sie gehen an das Postfach,
das es betrifft, bei einer Änderung an das alte und das neue, gleich welche Rolle jemand in einer Anfrage hat.
Ebenso wenig steht dort, was jemand der G.I.B. vertraulich sagt („Es stockt“): Dass etwas kam, erfährt nur die
Sachbearbeitung (`advisors/concern_told`), die Antwort nur, wer geschrieben hat (`advisors/concern_resolved`).
"""


def who_is_told():
    """Return the table of who is told what, act by act, as a page."""
    usual = [f"| {party.label} | {SILENT[party]} |" for party in Party]
    parts = [TOLD_HEAD, "## Warum sonst keine Mail kommt", ""]
    parts += ["| Beteiligte | Grund, wenn unten kein anderer steht |", "| --- | --- |", *usual, ""]
    parts += ["## Handlung für Handlung", ""]
    parts += ["| Handlung | aus | wenn | Mail an | keine Mail an |", "| --- | --- | --- | --- | --- |"]
    parts += [
        f"| {_act(rule)} | {_in_order(State, rule.states)} | {rule.when} | {_told(rule)} | {_silent(rule)} |"
        for rule in rules()
    ]
    return "\n".join(parts) + "\n"


def _act(rule):
    transition = workflow.TRANSITIONS.get(rule.act)
    return f"{transition.label}, `{rule.act}`" if transition else f"`{rule.act}`"


def _told(rule):
    mails = [
        f"{party.label}: `{told.kind}` ({told.reason})"
        for party, told in sorted(rule.mails.items(), key=lambda row: list(Party).index(row[0]))
    ]
    return "<br>".join(mails) or "niemanden"


def _silent(rule):
    return "<br>".join(f"{party.label}: {reason}" for party, reason in rule.silent.items()) or "alle anderen"


def _in_order(choices, chosen):
    return ", ".join(str(choice.label) for choice in choices if choice in chosen)
