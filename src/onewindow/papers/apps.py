from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "onewindow.papers"
    label = "papers"

    def ready(self) -> None:
        from onewindow.papers import files, findable, selectors  # noqa: PLC0415  # they need the models, which are loaded by now

        files.refer("papers", selectors.digests_in_use)
        findable.register()
