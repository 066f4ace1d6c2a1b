"""A real Chromium against a live server with a filled store."""

import os
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "web"))
CHROMIUM = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
     if Path(path).exists()),
    "",
)  # fmt: skip
BRING = "Chromium is missing; `apt-get install chromium` brings it"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason=BRING))


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    # Playwright's loop makes Django believe that it runs in async code, which it does not.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def _every_connection_can_be_emptied():
    """Beside Playwright's loop Django opens connections of its own; this reaches them all."""
    from django.db import connection

    from emptying import emptied

    operations = type(connection.ops)
    original = operations.sql_flush

    def sql_flush(self, *args, **kwargs):
        return emptied(self.connection, original(self, *args, **kwargs))

    operations.sql_flush = sql_flush
    yield
    operations.sql_flush = original


@pytest.fixture
def site(_every_connection_can_be_emptied, live_server):
    """The address of a live server whose store is filled."""
    from filled_store import fill

    fill()
    return live_server.url


@pytest.fixture
def visit(chromium, site):
    """Open a page as a person with a width and a colour scheme; what goes wrong is remembered."""
    contexts = []

    def opened(address="/", *, width=1280, scheme="light", script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme,
            java_script_enabled=script,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda said: _console(page, said))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda asked: _request(page, site, asked.url))
        page.goto(site + address)
        return page

    yield opened
    for context in contexts:
        context.close()


def _console(page, said):
    if said.type in {"error", "warning"}:
        page.faults.append(said.text)


def _request(page, site, url):
    if not url.startswith((site, "data:")):
        page.faults.append(f"asked another host: {url}")


@pytest.fixture
def enter(visit):
    """A page of an account that has signed in, at an address of the site."""

    def opened(site, name, address, **look):
        from django.conf import settings
        from django.contrib.auth.models import User
        from django.contrib.sessions.backends.db import SessionStore

        user = User.objects.get(username=name)
        session = SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        session["_auth_user_hash"] = user.get_session_auth_hash()
        session.save()
        page = visit("/om/", **look)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": site}
        page.context.add_cookies([cookie])
        page.goto(site + address)
        return page

    return opened
