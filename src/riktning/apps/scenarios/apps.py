from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    name = "riktning.apps.scenarios"
    verbose_name = "Scenarier"
