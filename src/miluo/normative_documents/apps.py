from django.apps import AppConfig


class NormativeDocumentsConfig(AppConfig):
    name = "miluo.normative_documents"
    label = "normative_documents"

    def ready(self) -> None:
        """Say which files are in use, what the search finds and what may be relied on; give the register to the catalogue of the law."""
        from miluo.normative_documents import findable, public, reliance  # noqa: PLC0415  # models are ready only now
        from onewindow.law import catalogue  # noqa: PLC0415  # models are ready only now
        from onewindow.law.reliance import check_with  # noqa: PLC0415  # models are ready only now
        from onewindow.papers import files  # noqa: PLC0415  # models are ready only now

        files.refer(self.label, public.digests_in_use)
        catalogue.provide(self.label, public.catalogue_rows)
        findable.register()
        check_with("normdoc-2b", reliance.registered)
