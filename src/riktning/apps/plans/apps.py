from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "riktning.apps.plans"
    verbose_name = "Planer"
