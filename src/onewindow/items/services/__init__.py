"""The doors of the catalogue."""

from onewindow.items.services.drafting import discard, draft, save_draft, submit_for_review
from onewindow.items.services.publishing import publish, review, withdraw_version
from onewindow.items.services.seeding import Seed, load, seeds

__all__ = [
    "Seed",
    "discard",
    "draft",
    "load",
    "publish",
    "review",
    "save_draft",
    "seeds",
    "submit_for_review",
    "withdraw_version",
]
