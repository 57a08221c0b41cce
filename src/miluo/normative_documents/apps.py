from django.apps import AppConfig


class NormativeDocumentsConfig(AppConfig):
    name = "miluo.normative_documents"
    label = "normative_documents"

    def ready(self) -> None:
        """Say which files are in use, and what the search finds; give the register to the catalogue of the law."""
        from miluo.normative_documents import findable, public  # noqa: PLC0415  # models are ready only now
        from onewindow.law import catalogue  # noqa: PLC0415  # models are ready only now
        from onewindow.papers import files  # noqa: PLC0415  # models are ready only now

        files.refer(self.label, public.digests_in_use)
        catalogue.provide(self.label, public.catalogue_rows)
        findable.register()
