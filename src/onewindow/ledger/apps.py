from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "onewindow.ledger"
    label = "ledger"

    def ready(self) -> None:
        from onewindow.ledger.guards import GUARDS  # noqa: PLC0415  # Django forbids it until the apps are loaded

        GUARDS.keep(self)
