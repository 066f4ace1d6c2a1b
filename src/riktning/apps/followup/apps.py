from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "riktning.apps.followup"
    verbose_name = "Uppföljning"
