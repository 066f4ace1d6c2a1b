"""The administrator's view into the store: it shows what the product keeps, and changes nothing.

Accounts, second factors and sessions of the packages have no place here: what is done to them goes
through commands and pages that leave a trace.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest

from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.web.access import acting


class StoreSite(AdminSite):
    """Django's admin for this product's own tables, for the administrator of the system."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = (
            model_or_iterable
            if isinstance(model_or_iterable, (list, tuple))
            else [model_or_iterable]
        )
        own = [model for model in models if model.__module__.startswith("riktning.")]
        if own:
            super().register(own, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return may_somewhere(acting(request), Action.READ_PEOPLE)
