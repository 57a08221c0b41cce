from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "onewindow.cases"
    label = "cases"

    def ready(self) -> None:
        """Say which files are in use, so that the sweep of the store leaves them alone, what the search finds, what takes long."""
        from onewindow.cases import bulk, findable  # noqa: PLC0415  # models load before this
        from onewindow.cases.attachments import digests_in_use  # noqa: PLC0415  # models load before this
        from onewindow.papers.files import refer  # noqa: PLC0415  # models load before this

        refer("cases", digests_in_use)
        findable.register()
        bulk.register()
