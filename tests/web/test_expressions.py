"""Definitions in words: every measure of the catalogue, in both languages."""

import pytest

from riktning.catalogue import load
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.syntax import ANY, Had, HasCode, In, InCodes, Literal, Name, Times, walk
from riktning.web.presenters.expression_words import COLUMNS, EVENTS, FRAMES, LISTS, VALUES
from riktning.web.presenters.expressions import expression, frame_words

DEFINITIONS = load(None).indicators
NAMED_FIGURES = {"figure", "question"}  # their values are the ids of measures


def _nodes():
    for definition in DEFINITIONS.values():
        for term in definition.all_terms:
            for node in walk(term.tree):
                yield definition, node


def test_everything_that_an_expression_names_has_a_swedish_word():
    lacking = set()
    for definition, node in _nodes():
        match node:
            case Name(name=name):
                if name not in definition.parameters:
                    lacking |= {name} - set(COLUMNS)
            case In(items=items):
                lacking |= {item.value for item in items} - set(VALUES)
            case InCodes(codes=codes) | HasCode(codes=codes):
                lacking |= {codes} - set(LISTS)
            case Had(event=event, codes=codes) | Times(event=event, codes=codes):
                lacking |= ({event} - set(EVENTS)) | ({codes} - set(LISTS) - {ANY})
            case Literal(value=str(value)):
                lacking |= {value} - set(VALUES) - set(DEFINITIONS) - {"svf_forvantade_fall"}
    assert lacking == set()
    assert set(FRAMES) == set(BY_NAME)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_expression_of_every_measure_is_told_in_words(name, language):
    definition = DEFINITIONS[name]
    for term in definition.all_terms:
        words = expression(term.text, definition.frame, definition.parameters, language)
        assert "==" not in words
        assert "_" not in words or not words.startswith(term.text) or term.text in DEFINITIONS
        assert frame_words(definition.frame, language) != definition.frame


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("age >= min_age and alive", "ålder är minst 65 och utskriven levande"),
        ("mode in [video, chat]", "kontaktform är video eller chatt"),
        ("not patient_chosen", "inte patientvald väntan"),
        (
            "had(diagnosed, dementia, 12) or times(emergency_visit, any, 12) >= 4",
            (
                "har inom 12 månader en diagnos i listan demens eller "
                "har minst 4 gånger inom 12 månader ett besök på akutmottagning"
            ),
        ),
        ("main_code is null or age < 18", "huvuddiagnos är inte känt eller ålder är under 18"),
        (
            "(age < 18 or planned) and alive",
            "(ålder är under 18 eller planerat) och utskriven levande",
        ),
        ("coc * coc", "kontinuitetsindex (COC) × kontinuitetsindex (COC)"),
        ("1", "1 för varje sådan rad"),
        ("age >=", "age >="),
    ],
)
def test_an_expression_in_swedish(text, words):
    assert expression(text, "resident_month", {"min_age": 65}, "sv") == words
