"""How an act says no."""


class ActRefused(Exception):  # noqa: N818  a sentence for a person, not a fault
    """The act is not possible now; `str()` is a German sentence that says why and what helps."""
