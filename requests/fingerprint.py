"""The fingerprint of an agreed version: one sum over everything that was agreed, the same for the same words.

It is the SHA-256 of the UTF-8 JSON of `frozen`, with sorted keys and without blanks: plain values and no
model, so that others can do the sum.
"""

import hashlib
import json
import re

FORM = "gsvo-auftrag-1"  # of what is summed up; another one for every change of `frozen`
LENGTH = 64
_GROUP = 8
_BESIDE = re.compile(r"[\s\u00ad\u200b-\u200d\u2060.:·-]+")


def frozen(*, number, version, sections, goals, milestones):
    """Return what is summed up. `sections`: {key: text}; goals, milestones: dictionaries in order."""
    return {
        "form": FORM,
        "number": number,
        "version": version,
        "sections": {key: text for key, text in sections.items() if text},
        "goals": [{"text": row["text"], "criterion": row["criterion"]} for row in goals],
        "milestones": [
            {
                "title": row["title"],
                "result": row["result"],
                "due_on": row["due_on"].isoformat() if row["due_on"] else "",
                "quarters": row["quarters"],
            }
            for row in milestones
        ],
    }


def fingerprint(**content):
    """Return the sum over what `frozen` takes, as 64 hexadecimal signs."""
    text = json.dumps(frozen(**content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def fingerprint_of(number, version):
    """Return the fingerprint of a MandateVersion of the request with that number."""
    return fingerprint(
        number=number,
        version=version.number,
        sections=version.sections,
        goals=list(version.goals.values("text", "criterion")),
        milestones=list(version.milestones.values("title", "result", "due_on", "quarters")),
    )


def in_groups(found):
    """Return a fingerprint as people copy it: in groups, between which a line may break."""
    return " ".join(found[start : start + _GROUP] for start in range(0, len(found), _GROUP))


def as_typed(text):
    """Return the fingerprint that somebody typed, or "". Blanks, dashes and capitals do not matter."""
    plain = _BESIDE.sub("", text).lower()
    return plain if re.fullmatch(rf"[0-9a-f]{{{LENGTH}}}", plain) else ""
