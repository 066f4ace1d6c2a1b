"""What constraints need of the database and Django says by a function of its own."""

from django.db.models import Func, IntegerField, Q
from django.db.models.lookups import Exact


class DayOfMonth(Func):
    """The day of a date, by the database's own means.

    Django's lookup ``__day`` calls back into Python on SQLite: slow for every row that is stored,
    and the table could be written and restored by this program alone.
    """

    output_field = IntegerField()
    template = "EXTRACT(DAY FROM %(expressions)s)"

    def as_sqlite(self, compiler, connection, **context):  # type: ignore[no-untyped-def]  # Django's
        template = "CAST(SUBSTR(%(expressions)s, 9, 2) AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, **context)


def first_of_month(column: str) -> Q:
    """The condition that a date is the first day of a month."""
    return Q(Exact(DayOfMonth(column), 1))
