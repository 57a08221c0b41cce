from django.apps import AppConfig


class ValuationDisposalConfig(AppConfig):
    name = "miluo.valuation_disposal"
    label = "valuation_disposal"

    def ready(self) -> None:
        """Say which files are in use, what is on record here about a mortgage, and what waits for a farmer."""
        from miluo.rural_mortgage import public as mortgages  # noqa: PLC0415  # models are ready only now
        from miluo.valuation_disposal import public  # noqa: PLC0415  # models are ready only now
        from miluo.valuation_disposal.selectors.mine import waiting_for  # noqa: PLC0415  # models are ready only now
        from miluo.valuation_disposal.selectors.related import related  # noqa: PLC0415  # models are ready only now
        from onewindow.papers import files  # noqa: PLC0415  # models are ready only now
        from onewindow.web import waiting  # noqa: PLC0415  # models are ready only now

        files.refer(self.label, public.digests_in_use)
        mortgages.refer(self.label, related)
        waiting.announce(self.label, waiting_for)
