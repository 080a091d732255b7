"""The look of a picture that leaves the portal: the rules of its classes, with colours instead of tokens."""

import math
import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

TOKEN = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")
USED = re.compile(r"var\((--[\w-]+)\)")
RULE = re.compile(r"^\.s-[^{]+\{[^}]+\}", re.MULTILINE)
LIGHT = re.compile(r"\[data-kern-theme=light\][^{]*\{([^}]+)\}")
OKLCH = re.compile(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)")
FONT = 'text{font-family:"Fira Sans",Arial,sans-serif}'


@lru_cache(maxsize=1)
def resolved_style() -> str:
    """Return the rules of the lanes as one text that needs no other sheet, in the light colours."""
    ours, kern = (_sheet(name) for name in ("css/portal.css", "kern/kern.min.css"))
    tokens: dict[str, str] = {}
    for text in (ours, *LIGHT.findall(kern), kern):
        for name, value in TOKEN.findall(text):
            tokens.setdefault(name, value.strip())  # dark colours stand further down
    return FONT + "".join(_resolve(rule, tokens) for rule in RULE.findall(ours))


def hex_colour(found: re.Match[str]) -> str:
    """Return an OKLCH colour as #rrggbb: Inkscape and office programs know no other (CSS Color 4, 10.8)."""
    light, chroma, hue = float(found[1]) / 100, float(found[2]), math.radians(float(found[3]))
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{_channel(value):02x}" for value in linear)


def _channel(value: float) -> int:
    value = min(max(value, 0.0), 1.0)
    return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))


def _sheet(name: str) -> str:
    return Path(str(finders.find(name))).read_text(encoding="utf-8")


def _resolve(rule: str, tokens: dict[str, str]) -> str:
    while USED.search(rule):
        rule = USED.sub(lambda found: tokens[found[1]], rule)
    return OKLCH.sub(hex_colour, rule)
