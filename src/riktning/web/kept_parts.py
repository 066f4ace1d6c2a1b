"""Parts of pages that are rendered once: what they show is wholly said by their key.

A part has a name, a mark of the state that what it shows stands in (:func:`web.marks.mark_of`),
and what else it depends on. Each language has its own. Without a mark it is rendered every time.
Nothing in a part may depend on who reads.
"""

from collections.abc import Callable, Hashable

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from riktning.core.memory import Memory

MOST = 24_000_000  # characters in a process: some hundred pages
MEMORY = Memory(MOST)


def kept_part(
    name: str, mark: Hashable, more: Hashable, render: Callable[[], SafeString]
) -> SafeString:
    """The part as it was rendered before, or as it is rendered now."""
    if not mark:
        return render()
    key = (name, mark, more, get_language())
    found = MEMORY.find(key, str)
    if found is None:
        found = render()
        MEMORY.keep(key, found, len(found))
    return mark_safe(found)  # noqa: S308 - rendered by a template, which escapes
