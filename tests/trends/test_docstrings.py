"""Every public function of the room says what goes in and out, what it raises, and whose it is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import riktning.trends

ROOM = Path(riktning.trends.__file__).parent
ARRAYS = re.compile(r"\b(Floats|Ints|Bools|Block|Regression)\b")
# A shape such as (S, n), (n,), (8, 2G), (before + after,) or (U,).
SHAPE = re.compile(r"\((?:[\w +]+, ?)+(?:[\w +]+)?\)")
YEAR, DOI = re.compile(r"\b(?:18|19|20)\d\d\b"), re.compile(r"doi:10\.\d{4,}/\S+")

# What is computed by somebody's formula; those whose source has no DOI are named as such.
FORMULAS = {
    "ar1.fit", "breaks.last_new_level", "charts.around_trend.spread", "charts.attributes.c_limits",
    "charts.attributes.laney_limits", "charts.attributes.p_limits",
    "charts.attributes.plain_limits", "charts.attributes.u_limits", "charts.rare_events.g_limits",
    "charts.rare_events.t_limits", "charts.rules.breaches", "charts.run_chart.run_limits",
    "charts.run_chart.runs_analysis", "charts.xmr.mean_moving_range",
    "charts.xmr.moving_range_limits", "charts.xmr.xmr_limits", "effect.panel.controls_of",
    "effect.segmented.changes", "finding.findings_together",
    "funnels.dispersion.additive_dispersion",
    "funnels.dispersion.spread_statistic", "funnels.dispersion.winsorised",
    "funnels.exact.exact_limits", "funnels.funnel.funnel", "funnels.funnel.scaled",
    "mixture_kernel.share_beyond", "multiplicity.benjamini_hochberg",
    "multiplicity.benjamini_yekutieli", "pace.crossing", "sampling.relative_variance",
    "slope.averaged_combinations", "slope.averaged_line", "slope.compiled_line", "slope.mixed_line",
}  # fmt: skip
BOOKS = {  # Shewhart 1931, Wheeler 1993, Western Electric 1956, Abramowitz and Stegun 1964
    "charts.attributes.c_limits", "charts.attributes.plain_limits", "charts.attributes.u_limits",
    "charts.rules.breaches", "charts.xmr.moving_range_limits", "mixture_kernel.share_beyond",
}  # fmt: skip
OURS = {"breaks.last_new_level"}  # a rule of this project's own


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted(ROOM.rglob("*.py")):
        module = ".".join(path.relative_to(ROOM).with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{module}.{node.name}", node


FOUND = dict(_functions())


def _said(node: ast.FunctionDef) -> str:
    return ast.get_docstring(node) or ""


def _of_arrays(node: ast.FunctionDef) -> bool:
    given = ast.unparse(node.args) + (ast.unparse(node.returns) if node.returns else "")
    return ARRAYS.search(given) is not None


def _raises(node: ast.FunctionDef) -> bool:
    return any(isinstance(part, ast.Raise) for part in ast.walk(node))


def test_there_are_functions_to_look_at():
    assert len(FOUND) > 150
    assert FOUND.keys() >= FORMULAS


@pytest.mark.parametrize("name", FOUND)
def test_a_public_function_says_what_it_gives(name):
    said = _said(FOUND[name])
    assert len(said.split()) >= 4
    assert said.split("\n")[0].strip().casefold().rstrip(".") != name.split(".")[-1]


@pytest.mark.parametrize("name", [name for name, node in FOUND.items() if _of_arrays(node)])
def test_a_function_of_arrays_tells_their_shape(name):
    assert SHAPE.search(_said(FOUND[name]))


@pytest.mark.parametrize("name", [name for name, node in FOUND.items() if _raises(node)])
def test_a_function_that_refuses_says_by_which_error(name):
    assert re.search(r"Raise|Error", _said(FOUND[name]))


@pytest.mark.parametrize("name", sorted(FORMULAS - OURS))
def test_a_formula_has_its_author_and_year_and_where_it_can_be_read(name):
    said = _said(FOUND[name])
    assert re.search(r"[A-ZÅÄÖ]\w+", said)
    assert YEAR.search(said)
    assert name in BOOKS or DOI.search(said)
