from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "riktning.apps.reports"
    verbose_name = "Rapporter"
