"""The English texts are complete, current and compiled."""

import gettext
import re

from riktning.web.messages import PO, mo_bytes, po_text, read_po, used

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def test_every_text_in_code_and_templates_is_in_the_catalogue_and_nothing_else():
    known = set(read_po())
    assert sorted(used() - known) == [], "run python -m riktning.web.messages and translate these"
    assert sorted(known - used()) == [], "run python -m riktning.web.messages"


def test_every_text_is_translated():
    assert [key for key, forms in read_po().items() if not all(forms)] == []


def test_a_translation_has_the_placeholders_of_its_text():
    for (text, _plural), forms in read_po().items():
        for form in forms:
            assert set(PLACEHOLDER.findall(form)) == set(PLACEHOLDER.findall(text)), text


def test_the_compiled_catalogue_is_the_one_of_the_source():
    assert PO.with_suffix(".mo").read_bytes() == mo_bytes(read_po())


def test_pythons_own_gettext_reads_the_compiled_catalogue():
    with PO.with_suffix(".mo").open("rb") as file:
        english = gettext.GNUTranslations(file)
    for (text, plural), forms in read_po().items():
        if plural:
            assert english.ngettext(text, plural, 1) == forms[0]
            assert english.ngettext(text, plural, 2) == forms[1]
        else:
            assert english.gettext(text) == forms[0]


def test_the_source_survives_reading_and_writing():
    assert po_text(read_po()) == PO.read_text("utf-8")
