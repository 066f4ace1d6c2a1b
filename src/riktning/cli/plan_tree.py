"""A draft plan as a tree in the terminal, and its questions as a table."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from riktning.documents.draft import DraftActivity, DraftArea, DraftPlan, Question


def show_plan(draft: DraftPlan, title: str) -> None:
    """Print the whole draft to standard output."""
    tree = Tree(f"[bold]{escape(title)}[/bold]")
    for area in draft.areas:
        periods = ", ".join(area.periods)
        branch = tree.add(f"[bold]{escape(area.name)}[/bold]  {escape(periods)}")
        _goals(branch, area)
        _activities(branch, area)
        indicators = branch.add(f"Indikatorer ({len(area.indicators)})")
        for indicator in area.indicators:
            indicators.add(escape(indicator.text))
    Console().print(tree)


def show_questions(questions: Sequence[Question]) -> None:
    """Print what a person has to decide, to standard error."""
    console = Console(stderr=True)
    if not questions:
        console.print("Inga frågor.")
        return
    table = Table(title=f"Frågor ({len(questions)})", title_justify="left", show_lines=True)
    for column in ("Var", "Vad som är oklart", "Text"):
        table.add_column(column, overflow="fold")
    for question in questions:
        table.add_row(*(escape(t) for t in (question.where, question.problem, question.text)))
    console.print(table)


def _goals(branch: Tree, area: DraftArea) -> None:
    goals = branch.add(f"Delområden ({len(area.sub_areas)})")
    for sub_area in area.sub_areas:
        names = goals.add(escape(sub_area.name))
        for goal in sub_area.goals:
            names.add(f"{escape(goal.period)} · {goal.row}: {escape(goal.text)}")


def _activities(branch: Tree, area: DraftArea) -> None:
    activities = branch.add(f"Aktiviteter ({len(area.activities)})")
    under: tuple[str, str | None] | None = None
    group = activities
    for activity in area.activities:
        if (activity.period, activity.sub_area) != under:
            under = (activity.period, activity.sub_area)
            group = activities.add(escape(_group(activity)))
        group.add(escape(activity.text))


def _group(activity: DraftActivity) -> str:
    period = activity.period or "utan period"
    return f"{period} – {activity.sub_area}" if activity.sub_area else period
