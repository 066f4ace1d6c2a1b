from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    name = "riktning.apps.observations"
    verbose_name = "Observationer"
