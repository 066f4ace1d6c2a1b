"""What is counted row by row, all of it in one pass over a table."""

from itertools import chain

from riktning.sources.quality.ages import age_conditions
from riktning.sources.quality.amounts import amount_conditions, limit_conditions
from riktning.sources.quality.code_formats import form_conditions
from riktning.sources.quality.domains import domain_conditions
from riktning.sources.quality.gathering import Conditions, Counted, Rows
from riktning.sources.quality.intervals import interval_conditions
from riktning.sources.quality.lifetimes import lifetime_conditions
from riktning.sources.quality.nulls import blank_conditions, null_conditions
from riktning.sources.quality.numbers import number_conditions
from riktning.sources.quality.references import municipality_conditions, reference_conditions
from riktning.sources.quality.sex_codes import sex_conditions
from riktning.sources.quality.spans import future_conditions, span_conditions
from riktning.sources.quality.unit_validity import kind_conditions, validity_conditions

CONDITIONS: tuple[Conditions, ...] = (
    null_conditions, blank_conditions, number_conditions, domain_conditions, form_conditions,
    reference_conditions, municipality_conditions, span_conditions, future_conditions,
    lifetime_conditions, interval_conditions, age_conditions, sex_conditions, amount_conditions,
    limit_conditions, validity_conditions, kind_conditions,
)  # fmt: skip


def conditions_of(rows: Rows) -> list[Counted]:
    """All conditions on a table's rows, in the order in which they are told."""
    return list(chain.from_iterable(conditions(rows) for conditions in CONDITIONS))
