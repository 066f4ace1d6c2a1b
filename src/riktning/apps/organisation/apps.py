from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "riktning.apps.organisation"
    verbose_name = "Organisation"
