"""Meetings in the admin: to look at, never to change."""

from django.contrib import admin

from riktning.apps.meetings.models import Meeting, PositionReminder
from riktning.apps.organisation.admin import ReadOnlyAdmin


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    """Which meetings there are, and how far each has come."""

    list_display = ["day", "title", "group", "state", "shown_to"]
    list_filter = ["state", "shown_to"]
    list_select_related = ["group"]


@admin.register(PositionReminder)
class PositionReminderAdmin(ReadOnlyAdmin):
    """The outbox: which letters have gone, and why one has not."""

    list_display = [
        "made_at", "meeting", "unit_id", "occasion", "address", "sent_at", "tries", "fault",
    ]  # fmt: skip
    list_filter = ["occasion"]
    list_select_related = ["meeting"]
