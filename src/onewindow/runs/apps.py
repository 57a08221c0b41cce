from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "onewindow.runs"
    label = "runs"

    def ready(self) -> None:
        """Say which files the runs name, so that the sweep leaves them alone."""
        from onewindow.papers import files  # noqa: PLC0415  # models are ready only now
        from onewindow.runs.selectors import digests_in_use  # noqa: PLC0415  # models are ready only now

        files.refer(self.label, digests_in_use)
