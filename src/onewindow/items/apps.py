from django.apps import AppConfig


class ItemsConfig(AppConfig):
    name = "onewindow.items"
    label = "items"

    def ready(self) -> None:
        """Let the database keep what is published, the store what was imported and attached, and the search find what holds."""
        from onewindow.items import findable  # noqa: PLC0415  # models are ready only now
        from onewindow.items.guards import GUARDS  # noqa: PLC0415  # Django forbids it until the apps are loaded
        from onewindow.items.services import attaching  # noqa: PLC0415  # models are ready only now
        from onewindow.papers import files  # noqa: PLC0415  # models are ready only now

        GUARDS.keep(self)
        findable.register()
        files.refer(self.label, attaching.digests_in_use)
