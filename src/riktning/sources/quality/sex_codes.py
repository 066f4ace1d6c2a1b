"""Diagnoses and procedures that the person's sex rules out."""

from collections.abc import Iterator

import ibis

from riktning.sources.contracts import Table
from riktning.sources.quality.gathering import Condition, Counted, Rows
from riktning.sources.quality.results import Check, Severity

CHECK = Check(
    "sex_specific_code", Severity.WARNING, "kod för det andra könet", "code of the other sex"
)
# A code stands for all codes below it, so a pattern takes in every finer code as well.
# ICD-10 chapter XV (pregnancy), C51-C58 and N70-N98 (female organs); C60-C63, N40-N51 (male organs)
# NCSP chapters L and M (gynaecology, obstetrics); KE, KF and KG (prostate, testes, penis)
FEMALE = {
    "diagnosis": r"^(O[0-9]|C5[1-8]|N[7-8][0-9]|N9[0-8])",
    "procedure": r"^[LM][A-Z]{2}[0-9]{2}$",
}
MALE = {"diagnosis": r"^(C6[0-3]|N4[0-9]|N5[01])", "procedure": r"^K[EFG][A-Z][0-9]{2}$"}


CODE = "code"


def has_sides(table: Table) -> bool:
    """Whether the table's codes may be of one sex only."""
    return table.name in FEMALE


def sex_conditions(rows: Rows) -> Iterator[Counted]:
    """Codes of a chapter for one sex, on persons of the other."""
    if has_sides(rows.table) and rows.has_persons:
        code, sex = rows.data.code, rows.data.its_sex
        female, male = of_one_sex(rows.table, CODE, code)
        wrong = ((sex == "M") & female) | ((sex == "F") & male)
        yield Counted(CHECK, CODE, wrong, among="its_person", shown=code)


def of_one_sex(
    table: Table, column: str, code: ibis.expr.types.StringValue
) -> tuple[Condition, Condition]:
    """Whether a code is of women only, and of men only; false for columns without such codes."""
    if not has_sides(table) or column != CODE:
        return ibis.literal(value=False), ibis.literal(value=False)
    female, male = code.re_search(FEMALE[table.name]), code.re_search(MALE[table.name])
    return female.fill_null(False), male.fill_null(False)
