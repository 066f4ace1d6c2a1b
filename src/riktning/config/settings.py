"""Django settings. What differs between offices is read from the environment:

- ``RIKTNING_HOME``: folder of the database and the secret key (default ``./riktning-data``)
- ``DATABASE_URL``: default SQLite in the home folder; ``postgres://…`` for a region
- ``RIKTNING_SECRET_KEY``: default made once and kept in the home folder
- ``RIKTNING_ALLOWED_HOSTS``: comma-separated, default this machine only
- ``RIKTNING_ADDRESS``: where readers reach the site, for links that are sent
- ``RIKTNING_HTTPS``: ``1`` when the site is reached by HTTPS (secure cookies, redirect, HSTS)
- ``RIKTNING_PUBLIC``: what may be read without signing in: ``off`` nothing, ``on`` what is
  published, ``drafts`` the drafts of plans too; default ``drafts`` on one machine, ``off`` with
  ``RIKTNING_HTTPS``: a site for others has to say that it is open
- ``RIKTNING_SIGNIN``: the file of identity providers, default ``signin.yaml`` in the home folder
- ``RIKTNING_SMTP``: the mail server that sends reminders, ``smtp+tls://account:secret@host:587``;
  ``RIKTNING_SENDER``: the address they come from
- ``RIKTNING_FOUR_EYES``: ``off`` lets who submits a report approve and accept it too
- ``RIKTNING_TWO_FACTOR``: the roles that must have a second factor, ``administrator,analyst``
- ``RIKTNING_SCENARIO_MONTHS``: how much one run of a scenario from the pages may take, persons ×
  months × runs; default a thousand million, some twenty minutes of a processor
- ``RIKTNING_DEBUG``: ``1`` while developing
"""

import os
from pathlib import Path

import dj_database_url
from django.utils.functional import lazy

from riktning.config.home import home, public_part, secret_key
from riktning.config.identity import identity_providers, origins, two_factor_roles
from riktning.config.logs import LOGGING  # noqa: F401 - Django reads it among the settings
from riktning.config.mail import SECONDS, mail_server
from riktning.config.together import caches, pictures
from riktning.config.work import most_person_months


def _switched_on(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def _switched_off(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"0", "false", "no", "off"}


def _listed(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


PACKAGE = Path(__file__).resolve().parent.parent
RIKTNING_HOME = home()
DEBUG = _switched_on("RIKTNING_DEBUG")
# Lazy, so that reading the settings (for types, for --help) leaves no file behind.
SECRET_KEY = lazy(secret_key, str)()
ALLOWED_HOSTS = _listed("RIKTNING_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
RIKTNING_ADDRESS = os.environ.get("RIKTNING_ADDRESS", "").strip() or "http://localhost:8000"
CSRF_TRUSTED_ORIGINS = [
    f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host not in {"*", "[::1]"}
]

INSTALLED_APPS = [
    "riktning.apps.organisation",
    "riktning.apps.governance",
    "riktning.apps.plans",
    "riktning.apps.observations",
    "riktning.apps.needs",
    "riktning.apps.followup",
    "riktning.apps.meetings",
    "riktning.apps.reports",
    "riktning.apps.scenarios",
    "riktning.web.apps.WebConfig",
    "riktning.web.apps.StoreAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "riktning.config.security.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "riktning.web.access.Doors",
    "riktning.web.plain_texts.PlainTexts",
]
ROOT_URLCONF = "riktning.config.urls"
WSGI_APPLICATION = "riktning.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{RIKTNING_HOME / 'riktning.sqlite3'}",
        conn_max_age=600,  # a new one reads PostgreSQL's catalogue anew: its first pages are slow
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL: people read while a run is published. IMMEDIATE: a writer waits at the start of its
    # transaction instead of failing in the middle of it. Recursive triggers: a row that a REPLACE
    # removes asks the triggers on removal, as every other.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; "
        "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
    }
CACHES = caches(RIKTNING_HOME)
RIKTNING_PICTURES = pictures(RIKTNING_HOME)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

AUTHENTICATION_BACKENDS = ["riktning.web.sign_in.Accounts"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:start"
LOGOUT_REDIRECT_URL = "web:overview"
ACCOUNT_ADAPTER = "riktning.web.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "riktning.web.forms.SignInForm",
    "change_password": "riktning.web.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are given by the administrator or the provider
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser, or after a working day
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # the other sessions end, this one goes on
# Few tries for an account from one place, so that nobody elsewhere keeps its owner out.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login_failed_anywhere": "60/h/key"}
USERSESSIONS_ADAPTER = "riktning.web.sign_in.SessionsAdapter"
RIKTNING_TWO_FACTOR = two_factor_roles()
MFA_TOTP_ISSUER = "Riktning"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # telephones' clocks differ a little
SOCIALACCOUNT_ADAPTER = "riktning.web.sign_in.IdentityAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # the same address is no proof of the same person
SOCIALACCOUNT_PROVIDERS = identity_providers(RIKTNING_HOME)
SIGN_IN_ORIGINS = origins(SOCIALACCOUNT_PROVIDERS)

_MAIL = mail_server(os.environ.get("RIKTNING_SMTP", ""))
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.account, _MAIL.secret
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.tls, _MAIL.ssl
EMAIL_TIMEOUT = SECONDS
DEFAULT_FROM_EMAIL = os.environ.get("RIKTNING_SENDER", "").strip() or "riktning@localhost"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
# Static files are served from the packages themselves: no collecting step before the first page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
RIKTNING_SCENARIO_MONTHS = most_person_months()
RIKTNING_FOUR_EYES = not _switched_off("RIKTNING_FOUR_EYES")
HTTPS = _switched_on("RIKTNING_HTTPS")
RIKTNING_PUBLIC, RIKTNING_PUBLIC_DRAFTS = public_part(default="off" if HTTPS else "drafts")
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "riktning.web.views.site.not_trusted"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    # The site sits behind a proxy that ends TLS, and the proxy says so with this header.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
