"""NumPy arrays as Arrow columns with the contract's types."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import NEVER, Flags, Floats, Ints
from riktning.sources.contracts import BY_NAME, ColumnType

_ARROW = {
    ColumnType.TEXT: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(),
    ColumnType.DATE: pa.date32(),
    ColumnType.TIMESTAMP: pa.timestamp("us"),
}
_MICROSECONDS_A_MINUTE = 60_000_000
_ID_DIGITS = 9
# The text of 0000 to 9999, shape (10000, 4): digits are looked up four at a time.
_FOUR_DIGITS = np.array([list(f"{n:04d}".encode()) for n in range(10**4)], np.uint8)


def as_table(name: str, columns: Mapping[str, pa.Array]) -> pa.Table:
    """A table of the contract from its columns, in the contract's order and types."""
    contract = BY_NAME[name].columns
    fields = [
        pa.field(column.name, _ARROW[column.type], nullable=column.nullable) for column in contract
    ]
    arrays = [columns[column.name].cast(_ARROW[column.type]) for column in contract]
    return pa.table(arrays, schema=pa.schema(fields))


def ids(prefix: str, numbers: Ints, null: Flags | None = None) -> pa.Array:
    """Ids such as ``p000000012``: a one-byte prefix and nine digits."""
    text = np.empty((numbers.size, _ID_DIGITS + 1), np.uint8)
    text[:, 0] = ord(prefix)
    text[:, 1] = numbers // 10**8 % 10 + ord("0")
    text[:, 2:6] = _FOUR_DIGITS[numbers // 10**4 % 10**4]
    text[:, 6:] = _FOUR_DIGITS[numbers % 10**4]
    offsets = np.arange(numbers.size + 1, dtype=np.int32) * (_ID_DIGITS + 1)
    array = pa.StringArray.from_buffers(
        numbers.size, pa.py_buffer(offsets), pa.py_buffer(text.reshape(-1))
    )
    return array if null is None else _with_nulls(array, null)


def codes(values: Sequence[str], chosen: Ints, null: Flags | None = None) -> pa.Array:
    """Texts by number; ``null`` marks the rows without one."""
    return pa.array(values, pa.string()).take(pa.array(chosen, mask=null))


def dates(days: Ints, null: Flags | None = None) -> pa.Array:
    """Epoch days as dates; NEVER and the rows of ``null`` become null."""
    absent = days >= NEVER if null is None else null | (days >= NEVER)
    return pa.array(days.astype(np.int32), pa.int32(), mask=absent).cast(pa.date32())


def moments(minutes: Ints, null: Flags | None = None) -> pa.Array:
    """Minutes since 1970 as local timestamps."""
    return pa.array(minutes * _MICROSECONDS_A_MINUTE, pa.int64(), mask=null).cast(
        pa.timestamp("us")
    )


def flags(values: Flags) -> pa.Array:
    return pa.array(values, pa.bool_())


def whole(values: Ints) -> pa.Array:
    return pa.array(values, pa.int64())


def numbers(values: Floats, null: Flags | None = None) -> pa.Array:
    return pa.array(values, pa.float64(), mask=null)


def _with_nulls(array: pa.StringArray, null: Flags) -> pa.Array:
    return array.take(pa.array(np.arange(len(array)), mask=null))
