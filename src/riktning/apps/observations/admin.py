"""Published runs for the administrator of the system; nothing published is edited."""

from django.contrib import admin

from riktning.apps.observations.models import Indicator, Run, Verdict
from riktning.apps.organisation.admin import ReadOnlyAdmin


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ["run_id", "label", "synthetic", "created_at", "published_at", "current"]
    list_filter = ["synthetic", "current"]


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    list_display = ["indicator_id", "name_sv", "version", "state", "run"]
    list_filter = ["state", "run"]
    search_fields = ["indicator_id", "name_sv"]


@admin.register(Verdict)
class VerdictAdmin(ReadOnlyAdmin):
    list_display = ["indicator", "unit_id", "direction", "pace"]
    list_filter = ["direction", "pace", "indicator__run"]
    search_fields = ["unit_id", "indicator__indicator_id"]
    list_select_related = ["indicator"]
