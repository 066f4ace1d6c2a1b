"""What is worked on side by side is found as if it had been worked on one after the other."""

from contextvars import ContextVar
from threading import Barrier

import pytest

from riktning.indicators.disclosure.side_by_side import side_by_side

ASKED: ContextVar[str] = ContextVar("asked", default="by nobody")


def test_what_is_found_comes_in_the_order_of_the_pieces_whichever_begins_first():
    begun: list[int] = []

    def square(number: int) -> int:
        begun.append(number)
        return number * number

    pieces = [3, 1, 4, 1, 5, 9, 2, 6]
    assert list(side_by_side(square, pieces, float)) == [n * n for n in pieces]
    assert begun[0] == 9, "the longest begins first"


def test_two_pieces_are_worked_on_at_once():
    both = Barrier(2, timeout=30)
    assert sorted(side_by_side(lambda _: both.wait(), [0, 1], float)) == [0, 1]


def test_every_piece_sees_what_its_caller_has_set():
    token = ASKED.set("by a run")
    try:
        assert list(side_by_side(lambda _: ASKED.get(), [1, 2, 3], float)) == ["by a run"] * 3
    finally:
        ASKED.reset(token)


def test_what_goes_wrong_with_a_piece_is_told():
    def fail(number: int) -> int:
        if number == 2:
            raise ValueError("two")
        return number

    found = side_by_side(fail, [1, 2, 3], float)
    assert next(found) == 1
    with pytest.raises(ValueError, match="two"):
        next(found)
