"""The parts of a step's form: each is a page of its own that fits a phone's screen."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    slug: str
    name: str | Promise
    fields: tuple[str, ...]
    says: tuple[str, ...]  # the fields of which one must be filled in for the part to count as said


PARTS = (
    Part("was", _("Was?"), ("title", "description", "result", "target_groups", "section"), ("result",)),
    Part(
        "wann",
        _("Wann?"),
        ("window_from", "window_to", "year_offset", "anchor_day", "anchor"),
        ("window_from", "window_to", "anchor_day", "anchor"),
    ),
    Part("wer", _("Wer?"), ("lead", "participants", "contact", "deputy"), ("lead_id",)),
    Part(
        "uebergabe",
        _("Übergabe"),
        (
            "handover", "receivers", "form", "receiver_steps", "hands_over_names", "legal_basis",
            "feedback_to",
        ),
        ("handover",),
    ),
    Part(
        "stand",
        _("Stand"),
        ("status", "indicator", "expected_count", "actual_count", "note"),
        ("indicator", "expected_count", "actual_count", "note"),
    ),
)  # fmt: skip
BY_SLUG = {part.slug: part for part in PARTS}


def after(part: Part) -> Part | None:
    """Return the part that follows, or None behind the last."""
    number = PARTS.index(part) + 1
    return PARTS[number] if number < len(PARTS) else None


def is_said(step: object, part: Part) -> bool:
    """Return whether a step says anything of a part."""
    return any(getattr(step, name) not in ("", None) for name in part.says)
