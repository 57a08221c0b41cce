from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "onewindow.law"
    label = "law"

    def ready(self) -> None:
        """Say what the law has found by the search."""
        from onewindow.law.search import law_texts  # noqa: PLC0415  # models load before this

        law_texts.register()
