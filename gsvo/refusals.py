"""How an act says no."""


class ActRefused(Exception):  # noqa: N818  a sentence for a person, not a fault
    """The act is not possible now; `str()` is a German sentence that says why and what helps."""


class LooksLikeTwice(ActRefused):
    """Something like it is there already; the act goes through when it is told to do so `anyway`."""
