"""Hyphens at the end of a line: put in by the break, suspended, or the word's own."""

import pytest

from riktning.documents.reading.joining import Joiner


def join(*lines: str, document: str = "") -> str:
    return Joiner.of([document, *lines]).join(
        [(line.strip(), line.endswith(" ")) for line in lines]
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("vårdens verksam-", "het stärks"), "vårdens verksamhet stärks"),
        (("en god hälso-", "och sjukvård"), "en god hälso- och sjukvård"),
        (("läns- ", "gemensam"), "läns- gemensam"),
        (("ny IT-", "miljö"), "ny IT-miljö"),
        (("ny e-", "hälsa"), "ny e-hälsa"),
        (("åren 2024-", "2025"), "åren 2024-2025"),
        (("Nord-", "Sverige"), "Nord-Sverige"),
        (("kunskapsstöd/", "beslutsstöd"), "kunskapsstöd/beslutsstöd"),
        (("ohälsa/ ", "sjukdom"), "ohälsa/ sjukdom"),
        (("in\u00ad", "föra"), "införa"),
        (("  många   blanka ", " tecken"), "många blanka tecken"),
    ],
)
def test_lines_are_joined_as_a_person_reads_them(lines: tuple[str, ...], text: str):
    assert join(*lines) == text


def test_a_hyphen_the_document_uses_elsewhere_is_kept():
    assert join("ett data-", "baserat sätt", document="data-baserat") == "ett data-baserat sätt"


def test_a_word_that_ends_like_a_conjunction_is_joined_when_the_document_knows_it():
    assert join("gemen-", "samt arbete", document="gemensamt") == "gemensamt arbete"


def test_a_word_without_evidence_is_joined_and_remembered_for_a_question():
    joiner = Joiner.of(["verksam-"])
    assert joiner.join([("verksam-", False), ("het", False)], 7) == "verksamhet"
    assert joiner.undecided == {"verksamhet": 7}


def test_a_word_with_evidence_raises_no_question():
    joiner = Joiner.of(["verksam-", "verksamhet"])
    joiner.join([("verksam-", False), ("het", False)], 7)
    assert joiner.undecided == {}
