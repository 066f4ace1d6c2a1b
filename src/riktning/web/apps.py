"""The pages as a Django app."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class WebConfig(AppConfig):
    """Pages: views, presenters, templates, static files."""

    name = "riktning.web"
    label = "web"
    verbose_name = "sidor"

    def ready(self) -> None:
        """What listens to signing in is heard from the start."""
        from riktning.web import sign_in, sign_in_trail  # noqa: F401 - connects by being imported


class StoreAdminConfig(AdminConfig):
    """Django's admin, with the product's own site in the place of the ordinary one."""

    default_site = "riktning.web.administration.StoreSite"
