from django.apps import AppConfig


class RiskFundConfig(AppConfig):
    name = "miluo.risk_fund"
    label = "risk_fund"

    def ready(self) -> None:
        """Say which registers there are, and which files the sweep leaves alone."""
        from miluo.risk_fund import papers, registers  # noqa: F401, PLC0415  # models are ready only now
        from miluo.risk_fund.selectors.claims import digests_in_use  # noqa: PLC0415  # models are ready only now
        from onewindow.papers import files  # noqa: PLC0415  # models are ready only now

        files.refer(self.label, digests_in_use)
