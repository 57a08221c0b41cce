from django.apps import AppConfig


class IntegratedWindowConfig(AppConfig):
    name = "miluo.integrated_window"
    label = "integrated_window"

    def ready(self) -> None:
        """Say which files are in use, so that the sweep leaves them alone."""
        from miluo.integrated_window import public  # noqa: PLC0415  # models are ready only now
        from onewindow.papers import files  # noqa: PLC0415  # models are ready only now

        files.refer(self.label, public.digests_in_use)
