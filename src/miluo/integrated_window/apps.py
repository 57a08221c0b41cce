from django.apps import AppConfig


class IntegratedWindowConfig(AppConfig):
    name = "miluo.integrated_window"
    label = "integrated_window"
