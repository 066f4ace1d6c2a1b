from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "riktning.apps.governance"
    verbose_name = "Styrning"
