"""A number that no tier holds."""

from collections.abc import Iterator
from itertools import pairwise

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.intervals import chains
from onewindow.law.lint.library import Library


class TierGap:
    """Above the highest tier the text says nothing, or two neighbours both leave out the number where they meet."""

    name = "tier-gap"
    title = "档次缺口"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for chain in chains(text):
                top = chain[-1]
                if top.upper is not None:
                    message = f"最高一档到“{top.written}”为止，再往上的没有规定"
                    yield Hit(text.name, top.passage.place, top.written, message)
                for below, above in pairwise(chain):
                    if below.upper and above.lower and below.upper.included is False and above.lower.included is False:
                        message = f"“{below.written}”与“{above.written}”都不包括交界的数，恰为该数的没有规定"
                        yield Hit(text.name, above.passage.place, f"{below.written}…{above.written}", message)
