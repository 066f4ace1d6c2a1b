"""The page of a check: self-contained, in both languages, and without anything of the data."""

from html.parser import HTMLParser

import pytest

from riktning.cli.main import main
from sources.small_delivery import changed, clean_rows, write_csv, write_parquet

SECRET = "19121212-1212"


class Reader(HTMLParser):
    """Tags in order, what they say, and that each that is opened is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.said = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.said.append(data)


def read(folder, page, *options):
    code = main(["check", str(folder), "--html", str(page), *options])
    reader = Reader(page.read_text(encoding="utf-8"))
    assert reader.open == []
    return code, reader, " ".join(reader.said)


@pytest.mark.parametrize(
    ("options", "synthetic", "failed"),
    [
        ([], "Syntetiska data – inte verkliga resultat", "färre än 5 av färre än 5 rader"),
        (
            ["--language", "en"],
            "Synthetic data – not real results",
            "fewer than 5 of fewer than 5 rows",
        ),
    ],
)
def test_the_page_says_what_failed_masked_and_that_the_data_are_synthetic(
    tmp_path, options, synthetic, failed
):
    folder = write_parquet(tmp_path / "d", changed("contact", 0, "person_id", SECRET))
    code, _, said = read(folder, tmp_path / "page.html", *options)
    assert code == 2
    assert synthetic in said
    assert failed in said
    assert SECRET not in said
    assert said.index("contact.person_id") < said.index("contact (")


def test_the_page_needs_nothing_else_and_can_be_read_aloud(tmp_path):
    _, reader, _ = read(write_parquet(tmp_path / "d", clean_rows()), tmp_path / "page.html")
    tags = [tag for tag, _ in reader.tags]
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert reader.tags[0] == ("html", {"lang": "sv"})
    assert tags.count("h1") == tags.count("main") == 1
    assert tags.count("table") == tags.count("caption")
    assert all(attrs.get("scope") in {"col", "row"} for tag, attrs in reader.tags if tag == "th")


def test_a_cell_that_cannot_be_read_is_not_quoted(tmp_path):
    folder = write_csv(tmp_path / "d", changed("person", 0, "birth_date", SECRET))
    code, _, said = read(folder, tmp_path / "page.html", "--language", "en")
    assert code == 2
    assert SECRET not in said
    assert "shown only where the data are" in said


def test_a_page_that_cannot_be_written_is_one_sentence(tmp_path, capsys):
    folder = write_parquet(tmp_path / "d", clean_rows())
    assert main(["check", str(folder), "--html", str(tmp_path / "nowhere" / "page.html")]) == 2
    assert "the page cannot be written" in capsys.readouterr().err


def test_counts_of_columns_months_and_files_are_shown_as_they_are(tmp_path):
    folder = write_parquet(tmp_path / "d", clean_rows())
    _, _, said = read(folder, tmp_path / "page.html", "--language", "en")
    assert "person: wrong columns: 0 of 4 columns." in said
    assert "contact.started_at: months without rows: 0 of 2 months." in said
    assert "fewer than 5 columns" not in said and "fewer than 5 months" not in said
