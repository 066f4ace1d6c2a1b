"""The reference page says what the contracts say."""

from pathlib import Path

from riktning.sources.contracts import TABLES
from riktning.sources.reference import care_data_reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "care-data.md"


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == care_data_reference(), (
        "run python -m riktning.sources.reference > docs/reference/care-data.md"
    )


def test_every_table_and_column_is_on_it():
    page = care_data_reference()
    for table in TABLES:
        section = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        assert all(f"| `{column.name}` | {column.type} |" in section for column in table.columns)
