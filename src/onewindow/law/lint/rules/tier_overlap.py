"""Two tiers that both hold at one number."""

from collections.abc import Iterator
from itertools import pairwise

from onewindow.law.lint.finding import HIGH, Hit
from onewindow.law.lint.intervals import Tier, chains
from onewindow.law.lint.library import Library


class TierOverlap:
    """At the number where two tiers meet both amounts can be claimed: 以上, 以下 and 以内 include it, and so does （含）."""

    name = "tier-overlap"
    title = "档次重叠"
    severity = HIGH

    def check(self, library: Library) -> Iterator[Hit]:
        for text in library.texts:
            for chain in chains(text):
                for below, above in pairwise(chain):
                    if _both_hold(below, above):
                        message = f"“{below.written}”与“{above.written}”在交界处都成立：以上、以下、以内和（含）都包括本数，须写明归哪一档"
                        yield Hit(text.name, above.passage.place, f"{below.written}…{above.written}", message)


def _both_hold(below: Tier, above: Tier) -> bool:
    low, high = below.upper, above.lower
    if low is None or high is None or low.value != high.value:
        return False
    if low.included and high.included:
        return True
    if low.included is None and high.included:  # “10万～50万” and “50万以上”: a range without any mark has both ends
        return below.silent
    return bool(high.included is None and low.included and above.silent)
