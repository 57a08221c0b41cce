from django.apps import AppConfig


class OpenEconomyConfig(AppConfig):
    name = "miluo.open_economy"
    label = "open_economy"

    def ready(self) -> None:
        """Say which registers there are, which files the sweep leaves alone, what waits for enterprises, what takes long."""
        from miluo.open_economy import long_work, registers  # noqa: F401, PLC0415  # models are ready only now
        from miluo.open_economy.selectors import notices, payouts  # noqa: PLC0415  # models are ready only now
        from miluo.open_economy.selectors.imports import digests_in_use  # noqa: PLC0415  # models are ready only now
        from miluo.open_economy.selectors.known import known_enterprises  # noqa: PLC0415  # models are ready only now
        from miluo.open_economy.selectors.proposals import waiting_for  # noqa: PLC0415  # models are ready only now
        from onewindow.papers import files  # noqa: PLC0415  # models are ready only now
        from onewindow.rules import known  # noqa: PLC0415  # models are ready only now
        from onewindow.web import waiting  # noqa: PLC0415  # models are ready only now

        long_work.register()
        files.refer(self.label, digests_in_use)
        waiting.announce(f"{self.label}.notices", notices.waiting_for)
        waiting.announce(self.label, waiting_for)
        known.provide("open-economy", known_enterprises())
        files.refer(f"{self.label}.payouts", payouts.digests_in_use)
