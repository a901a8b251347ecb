"""What a service point's card shows of those who were not reached tells of nobody, and nothing of those who were."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.ledger import DELIVERED, ENDED, NOT_REACHED, Ledger, shown

SMALLEST = 10
COUNTS = st.dictionaries(st.sampled_from(sorted({*DELIVERED, *ENDED, *NOT_REACHED})), st.integers(1, 40), min_size=1)


@given(COUNTS)
def test_what_people_did_who_were_reached_is_not_on_the_card(counts: dict[str, int]) -> None:
    card = shown(Ledger(counts, {}), SMALLEST)
    assert not {*DELIVERED} & card.states.keys()
    reached = {state: 1 for state in counts if state in DELIVERED}
    others = {state: n for state, n in counts.items() if state not in DELIVERED}
    assert shown(Ledger({**others, **reached}, {}), SMALLEST).states == card.states


def test_fewer_than_the_smallest_group_are_not_counted() -> None:
    ledger = Ledger({"undelivered": 9, "waiting": 10, "silent": 30}, {"cooldown": 12, "quota": 2})
    card = shown(ledger, SMALLEST)
    assert card.states == {"undelivered": None, "waiting": 10}
    assert card.reasons == {"cooldown": 12, "quota": None}


def test_everybody_is_counted_once() -> None:
    states = {"undelivered": 10, "waiting": 3, "declined": 5, "silent": 55, "partial": 10, "complete": 30}
    ledger = Ledger(states, {})
    assert (ledger.total, ledger.delivered, ledger.ended) == (113, 100, 110)
