from django.apps import AppConfig


class ItemsConfig(AppConfig):
    name = "onewindow.items"
    label = "items"

    def ready(self) -> None:
        """Let the database keep what is published."""
        from onewindow.items.guards import GUARDS  # noqa: PLC0415  # Django forbids it until the apps are loaded

        GUARDS.keep(self)
