"""The file of figures is read as one table, however many row groups it was written in."""

import pyarrow as pa
import pytest

from riktning.indicators.observation_file import read_table, write_observations
from riktning.indicators.observations import SCHEMA


@pytest.fixture
def path(tmp_path):
    """Two measures in a row group each, so that no code means the same in both."""
    words = [field.name for field in SCHEMA if pa.types.is_dictionary(field.type)]
    plain = pa.schema([(field.name, pa.string()) if field.name in words else field
                       for field in SCHEMA])  # fmt: skip
    chunks = []
    for name, values in (("beds", [3.0, 1.0]), ("visits", [7.0, 9.0])):
        rows = {column: pa.nulls(2, plain.field(column).type) for column in plain.names}
        rows |= {"indicator_id": pa.array([name, name]), "value": pa.array(values)}
        chunks.append(pa.table(rows, schema=plain))
    write_observations(pa.concat_tables(chunks), tmp_path / "observations.parquet")
    return tmp_path / "observations.parquet"


def test_words_mean_the_same_in_every_row_group(path):
    table = read_table(path)
    assert table["indicator_id"].num_chunks > 1
    first, *others = [chunk.dictionary for chunk in table["indicator_id"].chunks]
    assert all(each.equals(first) for each in others)
    assert table["indicator_id"].to_pylist() == ["beds", "beds", "visits", "visits"]


def test_figures_are_grouped_and_combined_over_row_groups(path):
    table = read_table(path)
    least = table.group_by("indicator_id").aggregate([("value", "min")]).to_pylist()
    assert {each["indicator_id"]: each["value_min"] for each in least} == {"beds": 1, "visits": 7}
    assert table.combine_chunks().num_rows == 4
