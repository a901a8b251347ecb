"""What a service point's card shows of invitations tells of nobody."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from surveys.ledger import DELIVERED, Ledger, hidden, shown

SMALLEST = 10
COUNTS = st.dictionaries(st.sampled_from(DELIVERED), st.integers(1, 40), min_size=1)


@given(COUNTS)
def test_what_is_hidden_cannot_be_reckoned_from_what_is_shown(counts: dict[str, int]) -> None:
    concealed = hidden(counts, SMALLEST)
    assert {name for name, count in counts.items() if count < SMALLEST} <= concealed
    left = sum(counts[name] for name in concealed)
    assert not concealed or concealed == counts.keys() or (len(concealed) > 1 and left >= SMALLEST)


@given(COUNTS)
def test_nothing_is_hidden_without_need(counts: dict[str, int]) -> None:
    concealed = hidden(counts, SMALLEST)
    if min(counts.values()) >= SMALLEST:
        assert not concealed
    for name, other in combinations(concealed, 2):
        assert min(counts[name], counts[other]) < SMALLEST


def test_the_rate_is_hidden_with_the_complete_ones() -> None:
    few = shown(Ledger({"complete": 3, "silent": 30, "invited": 12}, {"cooldown": 2}), SMALLEST)
    assert few.states == {"complete": None, "silent": 30, "invited": None}
    assert few.reasons == {"cooldown": None}
    assert few.response_rate is None
    enough = shown(Ledger({"complete": 20, "silent": 30}, {"cooldown": 12}), SMALLEST)
    assert enough.states == {"complete": 20, "silent": 30}
    assert enough.reasons == {"cooldown": 12}
    assert enough.response_rate is not None
