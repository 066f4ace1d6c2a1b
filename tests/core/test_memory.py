"""What is kept of what never changes: never more than the bound, and never another's value."""

from hypothesis import given
from hypothesis import strategies as st

from riktning.core.memory import Memory

ASKED = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 12)), max_size=80)


@given(ASKED, st.integers(1, 30))
def test_the_weight_is_bounded_and_what_is_found_is_what_was_kept(
    asked: list[tuple[int, int]], most: int
) -> None:
    memory, first = Memory(most), dict[int, int]()
    for key, weight in asked:
        found = memory.find(key, tuple)
        assert found is None or found == (key, first[key])
        if found is None:
            first[key] = weight
            memory.keep(key, (key, weight), weight)
        assert memory.weight <= most
        assert (memory.find(key, tuple) is None) == (first[key] > most)


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    memory = Memory(2)
    memory.keep("a", 1, 1)
    memory.keep("b", 2, 1)
    assert memory.find("a", int) == 1
    memory.keep("c", 3, 1)
    assert [memory.find(key, int) for key in "abc"] == [1, None, 3]
    memory.forget()
    assert (len(memory), memory.weight) == (0, 0)
