"""Addresses: pages in Swedish at the root and in English under /en/; machines under /api/.

An identity provider knows one address to come back to, so those have no language.
"""

from allauth.account.decorators import secure_admin_login
from allauth.urls import build_provider_urlpatterns
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from riktning.api.v1 import api

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # allauth's way

handler400 = "riktning.web.views.site.not_understood"
urlpatterns = [
    path("api/v1/", api.urls),
    path("admin/", admin.site.urls),
    path("inloggning/", include(build_provider_urlpatterns())),
    *i18n_patterns(
        path("konto/", include("riktning.web.account_urls")),
        path("", include("riktning.web.urls")),
        prefix_default_language=False,
    ),
]
