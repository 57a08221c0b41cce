"""Loading the county: every regulation's declarations are read when Django is ready."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import module_has_submodule

from onewindow.rules.registry import books
from onewindow.rules.uses import rest_on_clauses


class ConfigConfig(AppConfig):
    name = "onewindow.config"
    label = "config"

    def ready(self) -> None:
        """Read the county's letterheads, then ``regulation``, ``rules``, ``procedures``, ``papers`` and ``grounds`` of every regulation."""
        if module_has_submodule(import_module(settings.COUNTY), "letterheads"):
            import_module(f"{settings.COUNTY}.letterheads")
        for name in settings.REGULATIONS:
            package = import_module(f"{settings.COUNTY}.{name}")
            for module in ("regulation", "rules", "procedures", "papers", "grounds"):
                if module_has_submodule(package, module):
                    import_module(f"{package.__name__}.{module}")
        for book in books():
            rest_on_clauses(book)
