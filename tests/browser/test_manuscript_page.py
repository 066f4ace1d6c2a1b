"""A document as a web page, in a real browser: it breaks no rule, loads nothing, runs nothing."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "documents" / "manuscript"))

from manuscripts import whole

from riktning.documents.manuscript.model import Prose, Section
from riktning.documents.manuscript.write import write_manuscript

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
BEST = {"runOnly": {"type": "rule", "values": ["heading-order", "page-has-heading-one", "region"]}}
HOSTILE = "<script>document.title='körd'</script> <img src=x onerror=alert(1)> " + "x" * 400


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    manuscript = whole(charts=1)
    more = Section("mer", "Mer", 1, (Prose(HOSTILE + "\n\n### Djup rubrik\n"),))
    longer = replace(manuscript, sections=(*manuscript.sections, more))
    [path] = write_manuscript(longer, tmp_path_factory.mktemp("page"), ["html"])
    return path.as_uri()


@pytest.fixture
def opened(chromium, address):
    """Opens the page as wide and as light as asked for; answers it and what it asked for."""
    contexts = []

    def open_(width, scheme):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
        )
        contexts.append(context)
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        return page, asked

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_the_page_breaks_no_rule(opened, width, scheme):
    page, asked = opened(width, scheme)
    for summary in page.locator("summary").all():
        summary.click()
    for rules in (RULES, BEST):
        violations = Axe().run(page, options=rules).response["violations"]
        assert [f"{v['id']} {v['nodes'][0]['html'][:200]}" for v in violations] == []
    assert len(asked) == 1
    assert page.title() == "Uppföljning 2025"
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_the_table_behind_a_chart_is_shown_and_nothing_is_dark(opened, tmp_path):
    page, _ = opened(1280, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(255, 255, 255)"
    assert page.locator("details table").first.is_visible()
