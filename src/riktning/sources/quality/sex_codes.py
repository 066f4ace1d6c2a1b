"""Diagnoses that the person's sex rules out."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import count_where
from riktning.sources.quality.results import Check, CheckResult, Severity

CHECK = Check(
    "sex_specific_code", Severity.WARNING, "kod för det andra könet", "code of the other sex"
)
# ICD-10 chapter XV (pregnancy), C51–C58 and N70–N98 (female organs); C60–C63, N40–N51 (male organs)
FEMALE = r"^(O[0-9]|C5[1-8]|N[7-8][0-9]|N9[0-8])"
MALE = r"^(C6[0-3]|N4[0-9]|N5[01])"


def check_sex_codes(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    diagnosis, person = delivery.unjudged("diagnosis"), delivery.unjudged("person")
    if table.name != "diagnosis" or diagnosis is None:
        return
    if person is None:
        yield CHECK.not_applicable(
            "diagnosis", "code", "tabellen person saknas", "the table person is missing"
        )
        return
    joined = diagnosis.select("person_id", "code").join(
        person.select("person_id", "sex"), "person_id"
    )
    wrong = ((joined.sex == "M") & joined.code.re_search(FEMALE)) | (
        (joined.sex == "F") & joined.code.re_search(MALE)
    )
    yield CHECK.judge(
        "diagnosis", "code", count_where("diagnosis", joined, {"wrong": wrong})["wrong"]
    )
