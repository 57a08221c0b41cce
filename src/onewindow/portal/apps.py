from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "onewindow.portal"
    label = "portal"

    def ready(self) -> None:
        """Say what the search finds of the portal."""
        from onewindow.portal import findable  # noqa: PLC0415  # models load before this

        findable.register()
