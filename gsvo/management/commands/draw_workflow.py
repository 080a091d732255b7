"""`manage.py draw_workflow`: write the workflow's picture and list into README.md, from the table in code."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from requests import workflow
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
        if check and fresh != text:
            raise CommandError("The picture in README.md is stale: run manage.py draw_workflow.")
        if not check:
            readme.write_text(fresh, encoding="utf-8")


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


def _in_order(choices, chosen):
    return ", ".join(str(choice.label) for choice in choices if choice in chosen)
