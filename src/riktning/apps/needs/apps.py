from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "riktning.apps.needs"
    verbose_name = "Behov"
