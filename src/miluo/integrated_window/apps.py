from django.apps import AppConfig

from onewindow.worktime import clock


class IntegratedWindowConfig(AppConfig):
    name = "miluo.integrated_window"
    label = "integrated_window"

    def ready(self) -> None:
        """Say which files are in use, so that the sweep leaves them alone, and what the themes are called."""
        from miluo.integrated_window import public  # noqa: PLC0415  # models are ready only now
        from miluo.integrated_window.figures import listed  # noqa: PLC0415  # the figures are read only now
        from onewindow.items import themes  # noqa: PLC0415  # models are ready only now
        from onewindow.papers import files  # noqa: PLC0415  # models are ready only now

        files.refer(self.label, public.digests_in_use)
        themes.provide(lambda: dict(listed("themes", clock.today())))
