"""Addresses: pages in Swedish at the root and in English under /en/; machines under /api/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from riktning.api.v1 import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("riktning.web.urls")), prefix_default_language=False),
]
