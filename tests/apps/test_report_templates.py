"""The six kinds of reports: whole as data, like the real one in structure, good when made alone."""

from dataclasses import replace
from datetime import date

import pypdf
import pytest

from apps.making import a_revision
from apps.report_evidence_store import AREA, a_handed_in_round, a_plan, a_run
from apps.report_store import OTHER, all_approved, begun
from apps.round_store import NORTH
from riktning.apps.reports.assembling import Written, from_template, section_of, starting_text
from riktning.apps.reports.evidence import KINDS, offer_named
from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.handing import approve_report
from riktning.apps.reports.lines import keys_in
from riktning.apps.reports.models import Report
from riktning.apps.reports.templates import Scope, laid_out, template, templates
from riktning.apps.reports.templates.reading import FOLDER, read_template
from riktning.cli.report import About, Found, gather, produce
from riktning.core.errors import RiktningError
from riktning.documents.manuscript.blocks import Note, Prose, Sentences
from riktning.documents.manuscript.json import manuscript_from_json, manuscript_to_json

AREAS = [("nara-vard", "Nära vård"), ("prioriteringar", "Prioriteringar")]
KEYS = [each.key for each in templates()]


@pytest.fixture
def found(tmp_path, db):
    """A run and a plan that an administration has reported on."""
    run, revision = a_run(tmp_path), a_plan()
    a_handed_in_round(revision)
    return run, revision


def material_of(kind, run, revision, language="sv"):
    unit = NORTH if kind.scope is Scope.UNIT else ""
    area = AREA if kind.scope is Scope.AREA else ""
    return Material(run, revision, run.as_of, language, unit, area, plain=kind.public)


def about_of(kind, language="sv"):
    unit = NORTH if kind.scope is Scope.UNIT else ""
    return About(kind.key, language, AREA if kind.scope is Scope.AREA else "", unit)


@pytest.mark.parametrize("key", KEYS)
def test_a_template_offers_only_kinds_that_there_are_and_has_words_in_both_languages(key):
    kind = template(key)
    assert {offered for section in kind.sections for offered in section.kinds} <= set(KINDS)
    for words in (kind.name, kind.purpose, kind.title, kind.subtitle):
        assert words.sv
        assert words.en
    keys = [section.key for section in kind.sections]
    assert len(set(keys)) == len(keys)
    for section in kind.sections:
        assert section.heading.sv and section.heading.en
        assert bool(section.guidance.sv) == bool(section.guidance.en)
        for inserted in (*section.inserted, *section.if_any):
            assert inserted.split(":")[0] in section.kinds or not section.guidance.sv, inserted


def test_there_is_a_file_for_every_template_and_no_other():
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(KEYS)
    assert KEYS == ["yearly", "tertial", "area", "administration", "board", "public"]
    assert [kind.key for kind in templates() if kind.public] == ["public"]


def test_the_yearly_template_has_the_structure_of_the_real_report():
    sections = laid_out(template("yearly"), areas=AREAS)
    headings = [section.heading.sv for section in sections]
    of_an_area = [
        "Koncernövergripande aktiviteter", "Genomfört av utförare", "Uppföljning"
    ]  # fmt: skip
    assert headings == [
        "Sammanfattning",
        "Inledning",
        "Bakgrund",
        "Material, metod och avgränsning",
        *("Nära vård", *of_an_area),
        *("Prioriteringar", *of_an_area),
        "Ur förvaltningarnas egna planer",
        "Arbete framåt",
        "Reflektioner från uppföljningsarbetet",
        "Bilaga 1: Alla mått i siffror",
        "Bilaga 2: Så är måtten definierade",
        "Bilaga 3: Datakvalitet och ursprung",
    ]


def test_sections_of_an_area_stand_together_and_name_it():
    sections = laid_out(template("yearly"), areas=AREAS)
    of_it = [section for section in sections if section.area == "prioriteringar"]
    assert [section.key for section in of_it] == [
        f"{name}--prioriteringar" for name in ("area", "activities", "providers", "followup")
    ]
    assert starting_text(of_it[1]) == "[[underlag:activities:prioriteringar]]"
    assert "{" not in "".join(starting_text(section) for section in sections)
    assert not any(section.each for section in sections)


def test_a_plan_without_areas_has_no_sections_of_areas():
    keys = [section.key for section in laid_out(template("yearly"), areas=[])]
    assert "summary" in keys
    assert not [key for key in keys if "--" in key or key == "followup"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_every_template_makes_a_good_report_by_itself(found, key, language):
    kind = template(key)
    made = from_template(kind, material_of(kind, *found, language))
    assert made.synthetic
    assert "{" not in made.title + made.subtitle
    assert manuscript_from_json(manuscript_to_json(made)) == made
    with_text = [section for section in made.sections if section.blocks]
    assert len(with_text) >= 3
    guidance = {section.guidance.in_(language) for section in kind.sections} - {""}
    said = {text for block in made.blocks() if isinstance(block, Sentences) for text in block.texts}
    assert not guidance & said
    assert all(text.strip() for text in said)


@pytest.mark.parametrize("key", KEYS)
def test_what_is_inserted_by_itself_exists(found, key):
    run, revision = found
    kind = template(key)
    asked = material_of(kind, run, revision)
    areas = [(tree.slug, tree.name) for tree in asked.trees]
    for section in laid_out(kind, areas=areas, area=asked.area, unit=asked.unit):
        for name in (*section.inserted, *section.if_any):
            piece = offer_named(replace(asked, area=section.area), name)
            assert piece is not None, name


@pytest.mark.parametrize("key", KEYS)
def test_a_plan_without_measures_still_makes_a_good_report(tmp_path, db, key):
    run, revision = a_run(tmp_path), a_revision()
    kind = template(key)
    made = from_template(kind, material_of(kind, run, revision))
    assert any(section.blocks for section in made.sections)


def test_a_heading_with_nothing_below_it_is_left_out(found):
    run, revision = found
    kind = template("tertial")
    bare = replace(
        kind,
        sections=tuple(replace(s, inserted=(), if_any=()) if s.each else s for s in kind.sections),
    )
    keys = [
        section.key for section in from_template(bare, Material(run, revision, run.as_of)).sections
    ]
    assert "summary" in keys
    assert "areas" not in keys


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_board_brief_is_one_page(found, tmp_path, language):
    run, revision = found
    made = gather(run, revision, About("board", language))
    (file,) = produce(Found(made, run, revision), tmp_path / "out", ["pdf"], actor="a")
    assert len(pypdf.PdfReader(file).pages) == 1


def test_a_writers_text_and_evidence_keep_their_order_and_what_is_missing_is_told(found):
    run, revision = found
    piece = offer_named(Material(run, revision, run.as_of), "counts:all")
    text = "Före.\n\n[[underlag:counts:all]]\n\nEfter [[underlag:counts:all]].\n[[underlag:gone:x]]"
    assert keys_in(text) == ("counts:all", "gone:x")
    section = section_of(Written("s", "S", 1, text), {"counts:all": piece}, "sv")
    first, *middle, after, missing = section.blocks
    assert first == Prose("Före.")
    assert tuple(middle) == piece.blocks
    assert isinstance(after, Prose)
    assert missing == Note("untold", "Underlaget gone:x finns inte.")


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (About("area"), "--area: the area report is about an area; choose among nara-vard."),
        (About("area", area="x"), "--area: the plan has no area 'x'; choose among nara-vard."),
        (About("board", area=AREA), "--area: the board report is about all areas; leave it out."),
        (About("administration", unit="x"), "--unit: there is no unit 'x'; choose among"),
        (About("administration"), "--unit: the administration report is about an administration"),
        (About("yearly", unit=NORTH), "--unit: the yearly report is about the region; leave"),
        (About("nope"), "there is no report template 'nope'; choose among yearly, tertial"),
        (About(language="fi"), "'fi' is not a language"),
    ],
)
def test_what_cannot_be_made_is_told_in_one_sentence(found, about, told):
    with pytest.raises(RiktningError) as error:
        gather(*found, about)
    assert error.value.sentence.startswith(told)


@pytest.mark.parametrize(
    "text",
    ["", "key: x", "[1, 2", "key: x\nversion: 1\nname: [a]\n",
     (FOLDER / "board.yaml").read_text(encoding="utf-8").replace("words:", "wrods:"),
     (FOLDER / "board.yaml").read_text(encoding="utf-8").replace("scope: region", "scope: moon")],
)  # fmt: skip
def test_a_broken_template_is_told_in_one_sentence(tmp_path, text):
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RiktningError, match=r"mine\.yaml: the report template cannot be read"):
        read_template(file)


def test_a_written_report_is_made_as_it_stands_and_an_approved_one_as_it_was(found, capsys):
    from riktning.cli.report import _written

    run, _revision = found
    report = begun()
    draft = _written(report.pk)
    assert draft.manuscript.draft
    assert "is a draft" in capsys.readouterr().err
    all_approved(report)
    approve_report(report=report, actor=OTHER)
    approved = _written(report.pk)
    assert not approved.manuscript.draft
    assert approved.run == run
    assert manuscript_to_json(approved.manuscript) == Report.objects.get().frozen.manuscript
    with pytest.raises(RiktningError, match="there is no report 99"):
        _written(99)


def test_a_title_names_the_tertial_of_the_day(found):
    run, revision = found
    kind = template("tertial")
    made = from_template(kind, Material(run, revision, date(2025, 8, 31)))
    assert made.title == "Tertial 2 2025"
    assert about_of(kind).template == "tertial"
