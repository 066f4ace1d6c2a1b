"""What somebody does who uses nothing but a keyboard: tab there, type, press Enter."""

MOST_TABS = 150


def reach(page, target):
    """Tab until the target has the focus, as somebody does who has no pointer."""
    for _each in range(MOST_TABS):
        if target.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {target} by the tab key")


def write(page, selector, words):
    reach(page, page.locator(selector))
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def press(page, target):
    reach(page, target)
    page.keyboard.press("Enter")


def pick(page, selector, words):
    """Choose in a list by typing what it says."""
    reach(page, page.locator(selector))
    page.keyboard.type(words)


def day(page, selector, when):
    """The day typed part by part, in the order the browser has them."""
    target = page.locator(selector)
    year, month, of_month = f"{when:%Y-%m-%d}".split("-")
    for parts in ((month, of_month, year), (year, month, of_month), (of_month, month, year)):
        reach(page, target)
        for part in parts:
            page.keyboard.type(part)
            if part == year and parts[0] == year:
                page.keyboard.press("ArrowRight")
        if target.input_value() == when.isoformat():
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError("the day cannot be typed")


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def told(page, words):
    page.get_by_text(words).first.wait_for()


def unfold(page, words):
    press(page, page.locator("summary", has_text=words).first)
