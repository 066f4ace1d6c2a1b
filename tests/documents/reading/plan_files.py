"""The same plan as Word, PDF and Excel files, made on the fly."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from riktning.documents.draft import (
    DraftActivity,
    DraftArea,
    DraftGoal,
    DraftIndicator,
    DraftPlan,
    DraftSubArea,
)

PERIODS = ["2027", "2028-2029", "Vision 2032"]


def goals(*rows: tuple[str, ...]) -> list[DraftGoal]:
    return [
        DraftGoal(period, number, text)
        for number, row in enumerate(rows, 1)
        for period, text in zip(PERIODS, row, strict=True)
    ]


def sample_plan() -> DraftPlan:
    """An invented plan: two areas, a sub-area with two rows, activities under a sub-area."""
    home = DraftArea(
        "Vård i hemmet",
        list(PERIODS),
        [
            DraftSubArea(
                "Hembesök",
                goals(
                    ("Fler hembesök görs.", "Hembesök är vanliga.", "Hemmet är första valet."),
                    ("Bilar finns att låna.", "Alla team har bil.", "Ingen väntar på bil."),
                ),
            ),
            DraftSubArea(
                "Rehabilitering hemma",
                goals(("Metoden prövas.", "Metoden används.", "Rehabilitering sker hemma.")),
            ),
        ],
        [
            DraftActivity("2027", "Köpa in två bilar till varje team."),
            DraftActivity("2027", "Utbilda hemteam i samverkan med kommunerna.", "Hembesök"),
            DraftActivity("2027", "Skriva en rutin för provtagning hemma.", "Hembesök"),
            DraftActivity("2028-2029", "Utvärdera arbetet tillsammans med patienterna."),
        ],
        [
            DraftIndicator("Antal hembesök per 1 000 invånare"),
            DraftIndicator("Andel patienter som rehabiliteras hemma"),
        ],
    )
    staff = DraftArea(
        "Arbetsmiljö",
        list(PERIODS),
        [
            DraftSubArea(
                "Scheman",
                goals(("Scheman läggs tidigt.", "Önskemål följs oftare.", "Alla råder över tid.")),
            )
        ],
        [DraftActivity("2027", "Pröva nya scheman på tre enheter.")],
        [DraftIndicator("Sjukfrånvaro bland medarbetare")],
    )
    return DraftPlan([home, staff])


def rows_of(area: DraftArea) -> list[list[str]]:
    """The goal table: name and one goal a period."""
    found = []
    for sub_area in area.sub_areas:
        for row in range(1, 1 + max(g.row for g in sub_area.goals)):
            texts = {g.period: g.text for g in sub_area.goals if g.row == row}
            found.append([sub_area.name, *(texts[p] for p in area.periods)])
    return found


def header_of(area: DraftArea) -> list[str]:
    columns = [p if p.startswith("Vision") else f"Effektmål {p}" for p in area.periods]
    return ["Delområde", *columns]


def write_word(path: Path, plan: DraftPlan, *, merge: bool = True, styles: bool = True) -> Path:
    """Headings by style or by bold type; names merged over their rows."""
    import docx

    document = docx.Document()

    def heading(text: str, level: int) -> None:
        if styles:
            document.add_heading(text, level)
        else:
            document.add_paragraph().add_run(text).bold = True

    for area in plan.areas:
        heading(area.name, 1)
        _word_table(document, area, merge=merge)
        heading("Planerade aktiviteter", 2)
        for level, text in outline(area):
            if level:
                heading(text, level)
            else:
                document.add_paragraph(text, style="List Bullet" if styles else None)
        heading("Indikatorer", 2)
        for indicator in area.indicators:
            document.add_paragraph(indicator.text, style="List Bullet")
    document.save(str(path))
    return path


def outline(area: DraftArea) -> Iterator[tuple[int, str]]:
    """Activities under their headings: (3, period), (4, sub-area), (0, activity)."""
    period = sub_area = None
    for activity in area.activities:
        if activity.period != period:
            period, sub_area = activity.period, None
            yield 3, period
        if activity.sub_area != sub_area and activity.sub_area:
            sub_area = activity.sub_area
            yield 4, sub_area
        yield 0, activity.text


def _word_table(document: Any, area: DraftArea, *, merge: bool) -> None:
    rows = rows_of(area)
    table = document.add_table(rows=1 + len(rows), cols=1 + len(area.periods))
    for cell, text in zip(table.rows[0].cells, header_of(area), strict=True):
        cell.text = text
    for index, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            if merge and column == 0 and index > 1 and rows[index - 2][0] == text:
                table.cell(index - 1, 0).merge(table.cell(index, 0))
            else:
                table.cell(index, column).text = text


def write_pdf(path: Path, plan: DraftPlan, *, flipped: bool = False, ruled: bool = True) -> Path:
    """Set by Typst: headings by size, ruled tables, running page numbers."""
    import typst

    parts = [
        f'#set page(paper: "a4", flipped: {str(flipped).lower()}, numbering: "1", margin: 2cm)',
        '#set text(size: 10pt, lang: "sv")',
        f"#set table(stroke: {'0.5pt' if ruled else 'none'})",
    ]
    for area in plan.areas:
        parts.append(f"= {area.name}")
        columns = 1 + len(area.periods)
        cells = [*header_of(area), *(text for row in rows_of(area) for text in row)]
        parts.append(f"#table(columns: {columns}, {', '.join(f'[{c}]' for c in cells)})")
        parts.append("== Planerade aktiviteter")
        parts += [f"{'=' * level or '-'} {text}" for level, text in outline(area)]
        parts.append("== Indikatorer")
        parts += [f"- {indicator.text}" for indicator in area.indicators]
        parts.append("#pagebreak(weak: true)")
    source = path.with_suffix(".typ")
    source.write_text("\n\n".join(parts), encoding="utf-8")
    typst.compile(str(source), output=str(path))
    return path
