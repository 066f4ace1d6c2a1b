"""A person signs in by keyboard, turns on a second factor, and looks at what only they may see."""

import os
import time
from datetime import date
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe

PASSWORD = "Tertial-3-ar-klar"
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    },
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}
LOOKS = [("", "light", 1280), ("/en", "dark", 360), ("", "dark", 1280), ("/en", "light", 360)]
LATER = (
    "/konto/",
    "/konto/losenord/",
    "/konto/sessioner/",
    "/konto/tvafaktor/",
    "/konto/tvafaktor/koder/",
    "/historik/",
    "/historik/?vem=ingen",
    "/sok/?sok=v%C3%A5rd",
    "/sok/?sok=finnsinte",
    "/admin/",  # a refusal, in our look
)
SHOTS = os.environ.get("RIKTNING_TEST_SHOTS")  # a folder to put pictures of the pages in


@pytest.fixture
def kim(site):
    from django.contrib.auth.models import User
    from django.core.cache import cache

    from riktning.apps.organisation.audit import audit
    from riktning.apps.organisation.models import Grant

    cache.clear()
    user = User.objects.create_user("kim", password=PASSWORD)
    Grant.objects.create(user=user, role="analyst", from_date=date(2020, 1, 1))
    audit(
        actor="kim", action="round.send_back", subject="genomforandeplan 1", reason="ofullständig"
    )
    return user


def broken_rules(page) -> list[str]:
    if SHOTS:
        name = page.url.split("/", 3)[3].replace("/", "_").replace("?", "_")[:60]
        width = page.viewport_size["width"]
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
    results = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url}: {v['id']} {v['nodes'][0]['html'][:160]}" for v in results]


def typed(page, *texts: str) -> None:
    """By keyboard only: into the field that has the focus, then on to the next."""
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Tab")


def signed_in(page, password: str = PASSWORD) -> None:
    page.locator("input[name=login]").focus()
    page.keyboard.press("Control+A")
    typed(page, "kim")
    page.keyboard.type(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize(("language", "scheme", "width"), LOOKS)
def test_signing_in_by_keyboard_breaks_no_rule(visit, kim, language, scheme, width):
    page = visit(f"{language}/om/", scheme=scheme, width=width)
    host = "/".join(page.url.split("/")[:3])
    page.click("a.sign-in")
    found = broken_rules(page)
    signed_in(page, "fel")
    assert page.locator("[role=alert]").is_visible()
    found += broken_rules(page)
    signed_in(page)
    assert page.url == f"{host}{language}/om/"
    page.locator("details.menu summary").focus()
    page.keyboard.press("Enter")
    box = page.locator("details.menu ul").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    found += broken_rules(page)
    found += _second_factor(page, host + language)
    for address in LATER:
        prefix = "" if address == "/admin/" else language
        page.goto(host + prefix + address)
        found += broken_rules(page)
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not wide, f"{address} is wider than the window"
    assert found == []
    assert [fault for fault in page.faults if "403" not in fault] == []


def _second_factor(page, host: str) -> list[str]:
    page.goto(f"{host}/konto/tvafaktor/app/")
    found = broken_rules(page)
    page.locator("input[name=password]").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#authenticator_secret")
    found += broken_rules(page)
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("input[name=code]").focus()
    page.keyboard.type(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.keyboard.press("Enter")
    page.wait_for_url("**/konto/tvafaktor/koder/")
    return found + broken_rules(page)
