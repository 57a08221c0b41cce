from django.apps import AppConfig


class NormativeDocumentsConfig(AppConfig):
    name = "miluo.normative_documents"
    label = "normative_documents"
