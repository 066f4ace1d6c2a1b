"""Human statuses, written reports, rounds and letters for the administrator of the system."""

from django.contrib import admin

from riktning.apps.followup.models import Assessment, Reminder, Report, ReportIssue, Round
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


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ["year", "kind", "revision", "submit_by", "approve_by", "accept_by"]
    list_select_related = ["revision__plan"]


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["round", "unit_id", "state"]
    list_filter = ["state"]
    list_select_related = ["round__revision__plan"]


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    """The outbox: which letters have gone, and why one has not."""

    list_display = ["made_at", "report", "step", "occasion", "address", "sent_at", "tries", "fault"]
    list_filter = ["step", "occasion"]
    list_select_related = ["report__round__revision__plan"]
