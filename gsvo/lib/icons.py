"""Icons as SVG. Each stands beside its word; form carries the meaning, colour only helps."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_RING = '<circle class="l" cx="10" cy="10" r="8"/>'
_DISC = '<circle class="f" cx="10" cy="10" r="9"/>'
_TICKED = f'{_DISC}<path class="p" d="M6.2 10.3l2.6 2.6 5-5.4"/>'


def _ringed(path: str) -> str:
    return f'{_RING}<path class="l" d="{path}"/>'


SHAPES = {
    # states of a request: the circle fills as the case moves on
    "draft": '<circle class="l d" cx="10" cy="10" r="8"/>',
    "submitted": f'{_RING}<path class="f" d="M10 10V4.5A5.5 5.5 0 0 1 15.5 10Z"/>',
    "queried": _ringed("M7.9 8.2a2.1 2.1 0 1 1 3 1.9c-.6.3-.9.7-.9 1.4")
    + '<circle class="f" cx="10" cy="14.2" r="1.2"/>',
    "clarifying": f'{_RING}<path class="f" d="M10 4.5a5.5 5.5 0 0 1 0 11Z"/>',
    "mandated": f'{_RING}<path class="f" d="M10 10V4.5a5.5 5.5 0 1 1-5.5 5.5Z"/>',
    "matching": _ringed("M6 10h7.5M10.8 7l3 3-3 3"),
    "engaged": _DISC,
    "interrupted": _ringed("M8 7v6M12 7v6"),
    "closing": f'{_RING}<path class="f" d="M6.8 6.8h6.4v6.4H6.8z"/>',
    "completed": _TICKED,
    "rejected": _ringed("M7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6"),
    "withdrawn": _ringed("M14 10H6.5M9.2 7l-3 3 3 3"),
    "cancelled": _ringed("M4.5 15.5l11-11"),
    "otherwise": _ringed("M6 7h8v5.2H9.8L7.5 14.5v-2.3H6Z"),
    # who has to act
    "waiting_on_you": '<circle class="now" cx="10" cy="10" r="8.5"/>'
    '<circle class="dot" cx="10" cy="10" r="3.2"/>',
    "waiting_on_others": '<circle class="l" cx="10" cy="10" r="8.5"/>',
    # steps and answers
    "done": _TICKED,
    "open": _RING,
    "agree": _ringed("M6.5 10.3l2.4 2.4 4.6-5"),
    "agree_remarks": _ringed("M6.5 8.5h7M6.5 11.8h4.5"),
    "note": _ringed("M6.5 8.5h7M6.5 11.8h4.5"),
    "change": _ringed("M10 6.2v5") + '<circle class="f" cx="10" cy="14" r="1.2"/>',
    "abstain": _ringed("M6.5 10h7"),
    # what to heed
    "gap": '<path class="l" d="M10 1.5L18.5 10 10 18.5 1.5 10Z"/><path class="l" d="M10 6v4.5"/>'
    '<circle class="f" cx="10" cy="13.6" r="1.1"/>',
    "heed": '<path class="l" d="M10 2.5L18.5 17.5h-17Z"/><path class="l" d="M10 8v4"/>'
    '<circle class="f" cx="10" cy="14.7" r="1.2"/>',
    "bad": '<path class="f" d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3Z"/>'
    '<path class="p" d="M10 5.5v5.5"/><path class="p" d="M10 14.3v.1"/>',
}
_TONES = {
    "gap": "heed",
    "heed": "heed",
    "bad": "bad",
    "rejected": "end",
    "withdrawn": "end",
    "cancelled": "end",
    "otherwise": "end",
}


@cache  # a list shows the same few again and again
def svg(name: str) -> SafeString:
    """Return the icon of this name as SVG. Raise KeyError for an unknown name."""
    tone = f" gs-mark--{_TONES[name]}" if name in _TONES else ""
    return format_html(
        '<svg class="gs-mark{}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"'
        ' focusable="false">{}</svg>',
        tone,
        mark_safe(SHAPES[name]),  # noqa: S308  constants above
    )
