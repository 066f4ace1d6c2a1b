"""NumPy arrays as Arrow columns with the contract's types."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import NEVER, Flags, Floats, Ints
from riktning.simulation.kernel.digits import write_digits
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


def as_table(name: str, columns: Mapping[str, pa.Array], coded: bool = False) -> pa.Table:
    """A table of the contract from its columns, in the contract's order and types; ``coded``: texts
    of dictionaries stay as they are, which spares a writer to look each up."""
    contract = BY_NAME[name].columns
    arrays, fields = [], []
    for column in contract:
        array = columns[column.name]
        if not (coded and pa.types.is_dictionary(array.type)):
            array = array.cast(_ARROW[column.type])
        arrays.append(array)
        fields.append(pa.field(column.name, array.type, nullable=column.nullable))
    return pa.table(arrays, schema=pa.schema(fields))


def ids(prefix: str, numbers: Ints, null: Flags | None = None) -> pa.Array:
    """Ids such as ``p000000012``: a one-byte prefix and nine digits."""
    text = np.empty((numbers.size, _ID_DIGITS + 1), np.uint8)
    write_digits(ord(prefix), numbers, text)
    offsets = np.arange(numbers.size + 1, dtype=np.int32) * (_ID_DIGITS + 1)
    array = pa.StringArray.from_buffers(
        numbers.size, pa.py_buffer(offsets), pa.py_buffer(text.reshape(-1))
    )
    return array if null is None else _with_nulls(array, null)


def codes(values: Sequence[str], chosen: Ints, null: Flags | None = None) -> pa.Array:
    """Texts by number; ``null`` marks the rows without one."""
    return pa.array(values, pa.string()).take(pa.array(chosen, mask=null))


def coded(values: Sequence[str], chosen: Ints, null: Flags | None = None) -> pa.Array:
    """The same as a dictionary of the texts and the number of each row."""
    numbers = pa.array(chosen.astype(np.int32), mask=null)
    return pa.DictionaryArray.from_arrays(numbers, pa.array(values, pa.string()))


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
