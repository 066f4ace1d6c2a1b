"""What the plan says of the period: effect goals and activities; and what people judge of it."""

from riktning.apps.reports.evidence.linking import plan_source
from riktning.apps.reports.evidence.material import Material
from riktning.apps.reports.evidence.offer import Offer
from riktning.apps.reports.evidence.words import say
from riktning.documents.manuscript.blocks import Block, Sentences, Table


def goals(material: Material, about: str) -> Offer:
    """The period's effect goals by sub-area."""
    blocks: list[Block] = []
    for _slug, area in material.chosen(about):
        if area.goals:
            names = material.words.columns
            rows = tuple((row.sub_area, "; ".join(row.goals)) for row in area.goals)
            caption = f"{area.name}: {material.text('goals', period=area.period)}"
            goal = material.text("goal") if material.plain else names["goal"]
            header = (names["sub_area"], goal)
            source = plan_source(material)
            blocks.append(Table(caption, header, rows, source=source, widths=(0.3, 0.7)))
        else:
            blocks.append(Sentences((material.text("no_goals", period=area.period),)))
    empty = not any(area.goals for _slug, area in material.chosen(about))
    return Offer(f"goals:{about}", "goals", material.named(about), tuple(blocks), empty=empty)


def activities(material: Material, about: str) -> Offer:
    """The activities that the plan states for the period; it does not say whether they are done."""
    blocks: list[Block] = []
    for _slug, area in material.chosen(about):
        if not area.activities:
            blocks.append(Sentences((material.text("no_activities", period=area.period),)))
            continue
        lead = say("activities_planned", material.language, period=area.period)
        blocks.append(Sentences((lead,)))
        blocks.append(Sentences(area.activities, "list", source=plan_source(material)))
    empty = not any(area.activities for _slug, area in material.chosen(about))
    title = material.named(about)
    return Offer(f"activities:{about}", "activities", title, tuple(blocks), empty=empty)


def assessments(material: Material, about: str) -> Offer:
    """What people have judged of the area and its indicator lines."""
    names, rows = material.words.columns, []
    for _slug, area in material.chosen(about):
        for item in area.assessments:
            status = material.words.status[item.status].capitalize()
            by = f"{item.role}, {item.on.isoformat()}"
            rows.append((item.subject, status, by, item.comment))
    title = material.named(about)
    if not rows:
        block: Block = Sentences((material.text("no_assessments"),))
    else:
        header = tuple(names[key] for key in ("subject", "status", "role", "comment"))
        caption = material.text("assessments", area=title)
        block = Table(caption, header, tuple(rows), widths=(0.28, 0.13, 0.24, 0.35))
    facts = {subject: status for subject, status, _by, _comment in rows}
    return Offer(f"assessments:{about}", "assessments", title, (block,), facts, empty=not rows)
