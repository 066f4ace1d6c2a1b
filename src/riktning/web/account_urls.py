"""Signing in and out, and one's own password, second factor and sessions.

The views are allauth's, under the names it knows them by; only what is used has an address. Nobody
makes an account here: that is `riktning user add`, or the region's own identity provider.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import path, re_path

urlpatterns = [
    path("logga-in/", account.login, name="account_login"),
    path("logga-in/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("avstangt/", account.account_inactive, name="account_inactive"),
    path("skapa/", account.signup, name="account_signup"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("bekrafta/kod/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("losenord/", account.password_change, name="account_change_password"),
    path("losenord/valj/", account.password_set, name="account_set_password"),
    path("losenord/glomt/", account.password_reset, name="account_reset_password"),
    path(
        "losenord/glomt/skickat/", account.password_reset_done, name="account_reset_password_done"
    ),
    path(
        "losenord/nytt/klart/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("tvafaktor/", mfa.index, name="mfa_index"),
    path("tvafaktor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("tvafaktor/app/bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tvafaktor/koder/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tvafaktor/koder/nya/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "tvafaktor/koder/koder.txt",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("sessioner/", sessions.list_usersessions, name="usersessions_list"),
    path("via/avbrutet/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("via/fel/", social.login_error, name="socialaccount_login_error"),
    path("via/nytt/", social.signup, name="socialaccount_signup"),
    path("via/", social.connections, name="socialaccount_connections"),
]
