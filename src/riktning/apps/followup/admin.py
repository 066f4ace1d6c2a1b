"""Human statuses and written reports for the administrator of the system."""

from django.contrib import admin

from riktning.apps.followup.models import Assessment, ReportIssue
from riktning.apps.organisation.admin import ReadOnlyAdmin


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = ["as_of", "area", "plan_indicator", "unit_id", "status", "role"]
    list_filter = ["status", "as_of"]
    list_select_related = ["area", "plan_indicator"]


@admin.register(ReportIssue)
class ReportIssueAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "revision", "run", "as_of", "synthetic"]
    list_select_related = ["run", "revision__plan"]
