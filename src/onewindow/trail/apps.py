from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "onewindow.trail"
    label = "trail"
