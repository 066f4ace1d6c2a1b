"""Small plans, runs and statuses to test with; the words are this file's own."""

from riktning.apps.plans.actions import create_draft_revision
from riktning.apps.plans.models import Revision
from riktning.documents.draft import (
    DraftActivity,
    DraftArea,
    DraftGoal,
    DraftIndicator,
    DraftPlan,
    DraftSubArea,
    Question,
)

STAY_LINE = "Medelvårdtid för patienter med hjärtsvikt"
READMISSION_LINE = "Återinskrivning inom 30 dagar"


def near_care() -> DraftArea:
    return DraftArea(
        name="Nära vård",
        periods=["2023", "2024-2025"],
        sub_areas=[
            DraftSubArea(
                "Samverkan",
                [DraftGoal("2023", 1, "Gemensam bild"), DraftGoal("2024-2025", 1, "I bruk")],
            ),
            DraftSubArea("Förebyggande", [DraftGoal("2024-2025", 1, "Fler nås tidigt")]),
        ],
        activities=[
            DraftActivity("2023", "Ta fram en modell", "Samverkan"),
            DraftActivity("2024-2025", "Inför modellen"),
        ],
        indicators=[DraftIndicator(STAY_LINE), DraftIndicator(READMISSION_LINE)],
    )


YEARS = ["2024", "2025-2026", "2027"]


def shared_sub_areas() -> list[DraftSubArea]:
    """The goals of the regional plan that rounds are opened on and pages are filled with."""
    return [
        DraftSubArea(
            "Samverkan",
            [
                DraftGoal(YEARS[0], 1, "Det finns en gemensam bild av hur vi samverkar"),
                DraftGoal(YEARS[1], 1, "Arbetssättet används i alla förvaltningar"),
                DraftGoal(YEARS[2], 1, "Invånaren möter en sammanhållen vård"),
            ],
        ),
        DraftSubArea("Förebyggande", [DraftGoal(YEARS[1], 1, "Fler nås innan de blir sjuka")]),
    ]


def digital_care() -> DraftArea:
    return DraftArea(
        name="Digitala vårdtjänster",
        periods=["2024-2025"],
        sub_areas=[DraftSubArea("Tjänster", [DraftGoal("2024-2025", 1, "Fler tjänster")])],
        indicators=[DraftIndicator("Andel digitala kontakter")],
    )


def a_draft(*areas: DraftArea) -> DraftPlan:
    return DraftPlan(
        areas=list(areas) or [near_care(), digital_care()],
        questions=[Question("sida 3", "två aktiviteter på en rad", "Inför A Inför B")],
    )


def a_revision(
    draft: DraftPlan | None = None, *, code: str = "plan", sha256: str = "a" * 64
) -> Revision:
    return create_draft_revision(
        plan_code=code,
        plan_name="Genomförandeplan",
        draft=draft or a_draft(),
        source_name="plan.docx",
        source_sha256=sha256,
        actor="utvecklingsenheten",
    )
