"""Units and the audit trail, for the administrator of the system."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from riktning.apps.organisation.models import AuditEvent, Grant, Unit


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # one base for every model
    """Shows and never changes: what is here is changed by actions, which leave a trace."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True  # whoever the site lets in

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin):
    list_display = ["unit_id", "name", "kind", "parent_id", "from_date", "to_date"]
    list_filter = ["kind"]
    search_fields = ["unit_id", "name"]


@admin.register(Grant)
class GrantAdmin(ReadOnlyAdmin):
    list_display = ["user", "role", "unit_id", "area", "from_date", "to_date"]
    list_filter = ["role"]
    list_select_related = ["user"]


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "action", "subject"]
    list_filter = ["action"]
    search_fields = ["actor", "subject"]
    date_hierarchy = "at"
