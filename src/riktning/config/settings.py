"""Django settings."""

SECRET_KEY = "development"
INSTALLED_APPS: list[str] = []
USE_TZ = True
