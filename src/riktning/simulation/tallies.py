"""What is counted in the kernel, month by month: each kind by unit, and by municipality."""

from enum import IntEnum

from riktning.core.ages import AGE_BOUNDS

GROUPS = len(AGE_BOUNDS)
CELLS = 2 * GROUPS  # sex and age group: group × 2 + sex


class Kind(IntEnum):
    """Contacts by level and mode, dispensings, admissions; then sums of stays; then persons.

    Those up to PLANNED_ADMISSION are events that a lever can prevent or turn into another.
    """

    PRIMARY_VISIT = 0
    PRIMARY_HOME_VISIT = 1
    PRIMARY_VIDEO = 2
    PRIMARY_CHAT = 3
    PRIMARY_PHONE = 4
    PRIMARY_LETTER = 5
    TEAM_HOME_VISIT = 6  # primary care, by a mobile team
    SPECIALIST_VISIT = 7
    SPECIALIST_VIDEO = 8
    SPECIALIST_CHAT = 9
    SPECIALIST_PHONE = 10
    SPECIALIST_LETTER = 11
    EMERGENCY_VISIT = 12
    REHABILITATION_VISIT = 13
    REHABILITATION_PHONE = 14
    MUNICIPAL_HOME_VISIT = 15
    MUNICIPAL_VISIT = 16
    MUNICIPAL_PHONE = 17
    ANTIBIOTICS = 18
    UNSUITABLE_DRUG = 19
    UNPLANNED_ADMISSION = 20
    PLANNED_ADMISSION = 21
    HOME_ADMISSION = 22  # an admission turned into hospital care at home
    STAY = 23  # ended in the month, as those below
    STAY_DAYS = 24
    STAY_SQUARES = 25
    HEART_FAILURE_STAY = 26
    HEART_FAILURE_DAYS = 27
    HEART_FAILURE_SQUARES = 28
    IBD_STAY = 29
    IBD_DAYS = 30
    IBD_SQUARES = 31
    READY_STAY = 32  # waited ready for discharge
    READY_DAYS = 33
    READY_SQUARES = 34
    INDEX_DISCHARGE = 35  # home alive, 65 or more
    READMITTED = 36  # of those, unplanned again within 30 days; in the month of the discharge
    DIED_IN_BED = 37
    BED_DAYS = 38  # in a hospital bed in the month, stays that go on counted too
    HOME_BED_DAYS = 39
    ACUTE_OWN_HOME = (
        40  # emergency visits and unplanned admissions of those who live in their own home
    )
    ACUTE_CARE_HOME = 41
    UNSUITABLE_USER = 42  # persons 75+ at the end of the month with such a drug within 12 months
    BIRTH = 43
    DEATH = 44
    LEFT = 45
    ARRIVED = 46
    PLANNED_BED_DAYS = 47  # of the days in a hospital bed, those of planned stays
    WAIT_BEGUN = 48  # for a planned stay, where capacity is finite; by the unit waited for
    WAIT_ENDED = 49  # admitted from the queue
    WAIT_DAYS = 50  # of those admitted
    WAIT_SQUARES = 51
    WAIT_IN_TIME = 52  # within the care guarantee
    WAIT_DROPPED = 53  # died or moved away while waiting
    TURNED_AWAY = 54  # came unplanned, and was sent home from a full hospital


EVENTS = int(Kind.HOME_ADMISSION) + 1
REST = len(Kind) - EVENTS  # sums of stays, and persons
