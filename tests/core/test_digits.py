"""Whole numbers of addresses, and values as they are typed and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.core.digits import as_typed, whole_number


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "²", "٣", "x", "1" * 10, "9" * 5000])
def test_what_is_no_number_of_ours_is_none(text: str) -> None:
    assert whole_number(text) is None


@given(st.integers(0, 999_999_999))
def test_every_number_of_ours_is_read(number: int) -> None:
    assert whole_number(str(number)) == number


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234567.0, "1234567"), (99.99999999, "99.99999999"), (8.5, "8.5"), (-5.0, "-5"),
     (1e15, "1000000000000000"), (0.0, "0"), (1e-7, "0.0000001"), (100.0, "100")],
)  # fmt: skip
def test_a_value_is_written_in_full(value: float, text: str) -> None:
    assert as_typed(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_value_reads_back_as_itself(value: float) -> None:
    assert float(as_typed(value)) == value
