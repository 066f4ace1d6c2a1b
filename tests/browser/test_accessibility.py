"""axe in a real browser: no WCAG 2.1 AA violation on any page, however it is looked at."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_walks import ADDRESSES

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
MORE = (*ADDRESSES, "/finns-inte/", "/omrade/kompetensforsorjning/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["", "/en"])
def test_no_page_breaks_a_rule(visit, width, scheme, language):
    page = visit(f"{language}/", width=width, scheme=scheme)
    start = page.url.split("/", 3)
    host = f"{start[0]}//{start[2]}"
    found = []
    for address in MORE:
        page.goto(f"{host}{language}{address}")
        results = Axe().run(page, options=RULES)
        found += [f"{address}: {v['id']} {v['nodes'][0]['html'][:200]}"
                  for v in results.response["violations"]]  # fmt: skip
    assert found == []
    assert [fault for fault in page.faults if "404" not in fault] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_a_contrast_of_at_least_seven(visit, scheme):
    page = visit(scheme=scheme)
    host = page.url.rstrip("/")
    rules = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
             "rules": {"color-contrast-enhanced": {"enabled": True}}}  # fmt: skip
    found = []
    for address in ADDRESSES:
        page.goto(host + address)
        results = Axe().run(page, options=rules)
        violations = results.response["violations"]
        found += [f"{address}: {n['html'][:160]}" for v in violations for n in v["nodes"]]
    assert found == []
