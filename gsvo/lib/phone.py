"""Telephone numbers as people write them, and as `tel:` wants them."""

import re

# Begins with + or 0 and is long enough; no day, no figure and no number of a request looks like this.
NUMBER = re.compile(r"(?<![\w.,-])(?<!\d )(?:\+|\(?0)[\d /()–-]{5,}\d(?![\w.,-]*\d)")


def dialled(number: str) -> str:
    """Return a number as `tel:` wants it: "02041 767-0" -> "+4920417670"."""
    bare = number.replace("(0)", "")  # "+49 (0) 2041 …": the zero is for calls at home
    digits = "".join(sign for sign in bare if sign.isdigit())
    if number.strip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+49{digits[1:]}" if digits.startswith("0") else digits
