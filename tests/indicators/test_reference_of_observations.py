"""The reference page of the published figures says what their columns are."""

from pathlib import Path

import pyarrow as pa

from riktning.indicators import suppression
from riktning.indicators.observations import SCHEMA
from riktning.indicators.reference import COLUMNS, HIDDEN, observations_reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "observations.md"
TYPES = {"text": pa.types.is_dictionary, "date": pa.types.is_date, "number": pa.types.is_floating,
         "flag": pa.types.is_boolean}  # fmt: skip


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == observations_reference(), (
        "run python -m riktning.indicators.reference > docs/reference/observations.md"
    )


def test_every_column_is_told_with_its_type_and_no_other():
    assert list(COLUMNS) == SCHEMA.names
    assert all(TYPES[kind](SCHEMA.field(name).type) for name, (kind, _) in COLUMNS.items())


def test_every_reason_to_hide_is_told():
    assert tuple(HIDDEN) == suppression.WORDS
