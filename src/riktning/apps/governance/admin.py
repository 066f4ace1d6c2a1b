"""The letters about actions, for the administrator of the system."""

from django.contrib import admin

from riktning.apps.governance.models import ItemReminder
from riktning.apps.organisation.admin import ReadOnlyAdmin


@admin.register(ItemReminder)
class ItemReminderAdmin(ReadOnlyAdmin):
    """The outbox: which letters have gone, and why one has not."""

    list_display = ["made_at", "item", "due", "occasion", "address", "sent_at", "tries", "fault"]
    list_filter = ["occasion"]
    list_select_related = ["item"]
