from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class FollowupConfig(AppConfig):
    name = "riktning.apps.followup"
    verbose_name = "Uppföljning"

    def ready(self) -> None:
        """The index of the search is looked after with every migration."""
        from riktning.apps.followup.search.index import look_after, take_away

        pre_migrate.connect(take_away, sender=self)
        post_migrate.connect(look_after, sender=self)
