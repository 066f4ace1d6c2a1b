"""OpenDocument text, read as the XML that it is."""

import re
import zipfile

import pytest
from manuscripts import whole

from riktning.documents.manuscript.write import write_manuscript


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    [path] = write_manuscript(whole(), tmp_path_factory.mktemp("odt"), ["odt"])
    with zipfile.ZipFile(path) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        names = ("content.xml", "styles.xml", "meta.xml")
        return {name: package.read(name).decode() for name in names}


def test_headings_are_real_and_the_contents_list_them(parts: dict[str, str]) -> None:
    content = parts["content.xml"]
    levels = re.findall(r'<text:h [^>]*outline-level="(\d)"', content)
    assert levels == ["1", "1", "2", "2", "3", "1"]
    listed = re.findall(r'"Contents_20_\d"><text:a [^>]*xlink:href="([^"]+)">([^<]+)<', content)
    assert [title for _, title in listed] == [
        "Sammanfattning", "Nära vård", "Det som återstår", "Förvaltningarna", "Metod",
    ]  # fmt: skip
    for target, _ in listed:
        assert f'<text:bookmark-start text:name="{target[1:]}"/>' in content


def test_header_rows_captions_and_alternative_texts(parts: dict[str, str]) -> None:
    content = parts["content.xml"]
    assert content.count("<table:table-header-rows>") == content.count("<table:table ") == 3
    assert content.count('"TableCaption">Tabell ') == 3
    assert content.count('"FigureCaption">Figur ') == 3
    assert content.count("<svg:desc") == 3
    assert "Andelen har ökat från 61,2 till 64,8 procent.</svg:desc>" in content


def test_the_cover_the_band_and_the_language(parts: dict[str, str]) -> None:
    assert '"Cover_20_Line">Diarienummer: RS 2025-00123<' in parts["content.xml"]
    assert "Utkast · Syntetiska data – inte verkliga resultat" in parts["styles.xml"]
    assert 'fo:language="sv"' in parts["styles.xml"]
    assert "<dc:title>Uppföljning 2025</dc:title>" in parts["meta.xml"]
