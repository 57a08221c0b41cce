from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "onewindow.portal"
    label = "portal"

    def ready(self) -> None:
        """Say what the search finds of the portal, and what waits for an applicant."""
        from onewindow.portal import asked, findable  # noqa: PLC0415  # models load before this
        from onewindow.web import waiting  # noqa: PLC0415  # models load before this

        findable.register()
        waiting.announce("versions", asked.waiting_for)
