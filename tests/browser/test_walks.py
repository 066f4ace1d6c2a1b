"""A person walks from the start to an indicator, by mouse, by keyboard, and without script."""

from filled_store import DIGITAL, HOSPITAL, STAY

ADDRESSES = (
    "/",
    "/planen/",
    "/planen/genomforandeplan/1/",
    "/omrade/nara-vard/",
    "/indikatorer/",
    f"/indikator/{DIGITAL}/",
    "/uppfoljning/",
    "/enhet/vgr/",
    "/enhet/forvaltning-norr/",
    "/samband/",
    "/samband/?vy=forvaltning",
    "/planen/genomforandeplan/post/11/",
    "/sok/?sok=v%C3%A5rd",
    "/om/",
    "/stil",
)
MOST_TABS = 60


def test_by_mouse_from_start_over_area_to_indicator(visit):
    page = visit()
    page.get_by_role("link", name="Nära vård", exact=True).click()
    assert page.url.endswith("/omrade/nara-vard/")
    page.locator(".measures h3 a").first.click()
    assert "/indikator/" in page.url
    assert page.locator("h1").inner_text()
    assert page.get_by_role("img").first.is_visible()
    assert page.faults == []


def tab_to(page, fragment):
    """Press Tab until the focus is on a link whose address holds the fragment."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        found = page.evaluate("document.activeElement.getAttribute('href') || ''")
        if fragment in found:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {found} cannot be seen"
            return
    raise AssertionError(f"{fragment} cannot be reached in {MOST_TABS} tabs")


def test_by_keyboard_alone_from_start_over_area_to_indicator(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to(page, "/omrade/nara-vard/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/omrade/nara-vard/")
    tab_to(page, "/indikator/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/indikator/**")
    assert page.faults == []


def test_the_list_is_filtered_without_a_reload_and_the_address_follows(visit):
    page = visit("/indikatorer/")
    page.evaluate("window.stayed = true")
    page.get_by_label("Ord i namn eller beskrivning").press_sequentially("återinskrivning")
    page.get_by_text("1 av 5 indikatorer").wait_for()
    assert page.evaluate("window.stayed") is True
    assert "sok=%C3%A5terinskrivning" in page.url
    page.reload()
    assert page.get_by_text("1 av 5 indikatorer").is_visible()
    assert page.faults == []


def test_another_unit_is_chosen_without_a_reload(visit):
    page = visit(f"/indikator/{STAY}/")
    page.evaluate("window.stayed = true")
    page.get_by_label("Visa för").select_option(HOSPITAL)
    page.wait_for_url(f"**enhet={HOSPITAL}")
    assert page.evaluate("window.stayed") is True
    assert "Norra sjukhuset" in page.locator(".lead").inner_text()
    assert page.faults == []


def test_everything_works_without_script(visit):
    page = visit("/indikatorer/", script=False)
    page.get_by_label("Ord i namn eller beskrivning").fill("återinskrivning")
    page.get_by_role("button", name="Visa").click()
    page.get_by_text("1 av 5 indikatorer").wait_for()
    page.goto(page.url.split("/indikatorer")[0] + f"/indikator/{STAY}/")
    page.get_by_label("Visa för").select_option(HOSPITAL)
    page.get_by_role("button", name="Visa").click()
    assert f"enhet={HOSPITAL}" in page.url


def test_language_and_scheme_are_one_click_away_on_the_same_page(visit):
    page = visit("/omrade/nara-vard/")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/omrade/nara-vard/")
    page.get_by_role("button", name="Dark").click()
    assert page.url.endswith("/en/omrade/nara-vard/")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(17, 24, 30)"
    assert page.faults == []


def test_no_page_scrolls_sideways_on_the_narrowest_phone(visit):
    page = visit(width=320)
    for address in ADDRESSES:
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, f"{address} is {width} wide"
    assert page.faults == []


def test_lines_of_text_are_shorter_than_75_characters_on_a_large_screen(visit):
    page = visit("/om/", width=3840)
    letters = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('main p, main li')].map(e => {
            const range = document.createRange(); range.selectNodeContents(e);
            const lines = new Set([...range.getClientRects()].map(r => Math.round(r.top))).size;
            return lines > 1 ? e.textContent.trim().replace(/\\s+/g, ' ').length / lines : 0;
        }))"""
    )
    assert 30 < letters <= 80


def test_print_leaves_out_what_paper_cannot_use_and_keeps_the_mark(visit):
    page = visit(f"/indikator/{DIGITAL}/", scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".nav").is_visible()
    assert not page.locator(".site-foot").is_visible()
    assert page.locator(".band").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".chart-wide svg").first.is_visible()
    assert len(page.pdf()) > 10_000


def test_charts_take_their_colours_from_the_scheme(visit):
    def line(page):
        return page.evaluate(
            """() => [...document.querySelectorAll('.chart-wide [stroke="var(--chart-line)"]')]
                .map(e => getComputedStyle(e).stroke)[0]"""
        )

    light = line(visit(f"/indikator/{DIGITAL}/", scheme="light"))
    dark = line(visit(f"/indikator/{DIGITAL}/", scheme="dark"))
    assert light == "rgb(11, 79, 113)"
    assert dark == "rgb(140, 200, 242)"
