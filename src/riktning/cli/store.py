"""Opens the store of the web side for a command: settings, migrations, nothing else."""

import os


def open_store(*, verbosity: int = 0) -> None:
    """Set Django up and bring the database to the newest schema; safe to call more than once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "riktning.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=verbosity)
