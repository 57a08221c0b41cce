"""Miluo as the platform sees it: the regulations that it runs, in the order of the gazette."""

REGULATIONS = ("open_economy",)
