"""The columns of a run's observations, as plain arrays."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from riktning.apps.observations.models import NUMBERS

if TYPE_CHECKING:
    import pyarrow as pa

KEYS = ("indicator_id", "sex", "age_group", "period_kind", "unit_id")
COLUMNS = (*KEYS, "period_start", *NUMBERS, "preliminary", "hidden")


@dataclass(frozen=True, slots=True)
class Texts:
    """A column of texts: its different values in order, and each row's place among them."""

    values: list[str]
    codes: npt.NDArray[np.int64]


def codes(table: "pa.Table", name: str) -> Texts:
    """A column of texts, plain or dictionary-encoded in the file; null counts as empty."""
    import pyarrow as pa

    column = table[name]
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    whole = column.combine_chunks() if len(table) else pa.array([], pa.string()).dictionary_encode()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.unify_dictionaries().chunk(0)
    texts = [str(text or "") for text in whole.dictionary.to_pylist()]
    values = sorted({*texts, *([""] if whole.null_count else [])})
    places = np.array([values.index(text) for text in texts], dtype=np.int64)
    own = np.asarray(whole.indices.fill_null(0)).astype(np.int64)
    found = places[own] if len(places) else np.zeros(len(own), dtype=np.int64)
    if whole.null_count:
        found[np.asarray(whole.is_null())] = values.index("")
    return Texts(values, found)


def numbers(table: "pa.Table", name: str) -> npt.NDArray[np.float64]:
    """A column of numbers; NaN for null and for what is not finite."""
    found = table[name].cast("float64").to_numpy(zero_copy_only=False).astype(np.float64)
    return np.where(np.isfinite(found), found, np.nan)
