"""The catalogue of actors as people type it: by name, by other names, by what it is called in a place."""

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Self

from chains.models import Actor, Chain, ChainStep
from gsvo.lib.text import fold

NEAREST = 3  # names are offered for one that is unknown
LIKE = 0.5  # how alike a name must be to be offered, from 0 to 1


class ActorNames:
    """Finds actors by what was typed; those of a chain come first."""

    def __init__(
        self,
        actors: Iterable[Actor],
        local_names: Mapping[int, str] | None = None,
        first: Collection[int] = (),
    ) -> None:
        self.local_names = local_names or {}
        self.by_key = {actor.pk: actor for actor in actors}
        self.offered = sorted(self.by_key.values(), key=lambda actor: actor.pk not in first)
        self._found: dict[str, Actor] = {}
        names = [(actor.name, actor) for actor in self.offered]
        local = [(self.local_names.get(actor.pk, ""), actor) for actor in self.offered]
        others = [(name, actor) for actor in self.offered for name in actor.aliases.splitlines()]
        for name, actor in (*names, *local, *others):  # a name in the catalogue goes before all others
            if name.strip():
                self._found.setdefault(fold(name), actor)

    @classmethod
    def of(cls, chain: Chain) -> Self:
        """Return the catalogue for a chain, with five queries."""
        steps = ChainStep.objects.filter(chain=chain)
        local_names = dict(chain.chain_actors.values_list("actor", "local_name"))
        first = {*local_names, *steps.values_list("lead", flat=True)}
        for relation in (ChainStep.participants, ChainStep.receivers):
            first.update(
                relation.through.objects.filter(chainstep__chain=chain).values_list("actor", flat=True)
            )
        return cls(Actor.objects.all(), local_names, first)

    def find(self, text: str) -> Actor | None:
        return self._found.get(fold(text))

    def nearest(self, text: str) -> list[str]:
        """Return the names in the catalogue that are most like what was typed."""
        typed = fold(text)
        part_of = [key for key in self._found if typed in key or (len(key) > NEAREST and key in typed)]
        alike = get_close_matches(typed, self._found, n=NEAREST, cutoff=LIKE)
        names = dict.fromkeys(self._found[key].name for key in (*alike, *part_of))
        return list(names)[:NEAREST]

    def suggestions(self) -> list[tuple[str, str]]:
        """Return (name, what it is called in the place) of all actors, those of the chain first."""
        return [(actor.name, self.local_names.get(actor.pk, "")) for actor in self.offered]
