from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "onewindow.trail"
    label = "trail"

    def ready(self) -> None:
        from onewindow.trail import guards  # noqa: PLC0415  # Django forbids it until the apps are loaded

        guards.GUARDS.keep(self)
