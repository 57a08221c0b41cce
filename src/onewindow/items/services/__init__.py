"""The doors of the catalogue."""

from onewindow.items.services.attaching import keep_file
from onewindow.items.services.comparing import compare_with_upstream
from onewindow.items.services.drafting import discard, draft, save_draft, submit_for_review
from onewindow.items.services.importing import Imported, import_list
from onewindow.items.services.publishing import publish, review, withdraw_version
from onewindow.items.services.seeding import Seed, load, seeds

__all__ = [
    "Imported",
    "Seed",
    "compare_with_upstream",
    "discard",
    "draft",
    "import_list",
    "keep_file",
    "load",
    "publish",
    "review",
    "save_draft",
    "seeds",
    "submit_for_review",
    "withdraw_version",
]
