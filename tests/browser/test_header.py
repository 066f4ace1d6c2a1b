"""The header of every page: what belongs on one row stands on one row, and nothing is cut."""

import pytest


@pytest.mark.parametrize("address", ["/om/", "/en/om/"])
def test_at_1280_the_header_is_one_row_and_no_word_in_it_is_cut(visit, address):
    page = visit(address, width=1280)
    tops = page.evaluate(
        "[...document.querySelectorAll('.site-head .wrap > *')].map(each => {"
        " const box = each.getBoundingClientRect(); return (box.top + box.bottom) / 2; })"
    )
    assert max(tops) - min(tops) < 8
    room = page.evaluate(
        "(() => { const box = document.querySelector('#sok-huvud');"
        " const style = getComputedStyle(box); const pen = document.createElement('canvas')"
        ".getContext('2d'); pen.font = style.font;"
        " return box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)"
        " - pen.measureText(box.placeholder).width; })()"
    )
    assert room > 0
