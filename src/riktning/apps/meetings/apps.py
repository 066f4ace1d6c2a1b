from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "riktning.apps.meetings"
    verbose_name = "Möten"
