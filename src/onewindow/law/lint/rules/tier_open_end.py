"""A scale that does not say whether its lowest number belongs to it."""

from collections.abc import Iterator

from onewindow.law.lint.finding import LOW, Hit
from onewindow.law.lint.intervals import chains
from onewindow.law.lint.library import Library


class TierOpenEnd:
    """The lowest bound has no neighbour that could settle it and carries neither 以上 nor （含）."""

    name = "tier-open-end"
    title = "起点未写明是否含本数"
    severity = LOW

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for chain in chains(text):
                bottom = chain[0]
                if bottom.lower is not None and bottom.lower.included is None:
                    message = f"“{bottom.written}”未写明起点是否包括本数"
                    yield Hit(text.name, bottom.passage.place, bottom.written, message)
