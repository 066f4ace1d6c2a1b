"""Ibis expressions as Spark SQL with DuckDB's meaning; needs neither PySpark nor Java.

Ibis writes some expressions so that Spark answers otherwise than DuckDB; here they are written so
that both give the same bits (found by running every function on a hostile table, see
``tests/indicators/test_spark_same_bits.py``).
"""

from typing import Any

import ibis
import sqlglot as sg
import sqlglot.expressions as sge
from ibis.backends.sql.compilers.base import NULL, SQLGlotCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.expr import datatypes as dt


class SameBits(PySparkCompiler):  # type: ignore[misc]  # Ibis has no types
    """Ibis's compiler for Spark, with what differs from DuckDB put right."""

    __slots__ = ()

    def visit_Field(self, op: Any, *, rel: Any, name: Any) -> Any:
        """Without the option that makes NaN null, which exists only beside a Spark session."""
        return SQLGlotCompiler.visit_Field(self, op, rel=rel, name=name)

    def visit_NonNullLiteral(self, op: Any, *, value: Any, dtype: Any) -> Any:
        """Floats without that same option."""
        if dtype.is_floating():
            return SQLGlotCompiler.visit_NonNullLiteral(self, op, value=value, dtype=dtype)
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_IsNull(self, op: Any, *, arg: Any) -> Any:
        """NaN is a value; and Spark reads ``x IN (…) IS NULL`` only with brackets."""
        return sge.paren(arg).is_(NULL)

    def visit_NotNull(self, op: Any, *, arg: Any) -> Any:
        """As for null."""
        return sge.paren(arg).is_(sg.not_(NULL))

    def visit_IsNan(self, op: Any, *, arg: Any) -> Any:
        """Null is neither NaN nor a number."""
        return self.if_(arg.is_(NULL), NULL, self.f.isnan(arg))

    def visit_IsInf(self, op: Any, *, arg: Any) -> Any:
        """Ibis compares the two as Python objects and writes FALSE."""
        infinite = self.cast(sge.convert("Infinity"), dt.float64)
        return self.f.abs(arg).eq(infinite)


_COMPILER = SameBits()


def spark_sql(rows: ibis.Table, *, pretty: bool = False) -> str:
    """A relation over named tables as one Spark SQL statement."""
    statement = _COMPILER.to_sqlglot(rows.unbind())
    return str(statement.sql(dialect=_COMPILER.dialect, pretty=pretty))
