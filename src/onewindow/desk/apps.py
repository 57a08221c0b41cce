from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "onewindow.desk"
    label = "desk"

    def ready(self) -> None:
        """Say what takes long here."""
        from onewindow.desk import trying  # noqa: PLC0415  # models are ready only now

        trying.register()
