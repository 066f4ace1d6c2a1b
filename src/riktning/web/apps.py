"""The pages as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages: views, presenters, templates, static files."""

    name = "riktning.web"
    label = "web"
    verbose_name = "sidor"
