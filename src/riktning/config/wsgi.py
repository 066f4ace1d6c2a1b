"""The application for any WSGI server: ``riktning.config.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "riktning.config.settings")
application = get_wsgi_application()
