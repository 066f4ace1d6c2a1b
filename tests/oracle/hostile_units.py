"""Units that open, close, move under another parent and come back."""

from datetime import date

_OLD = date(2020, 1, 1)
UNITS = [
    ("R", "region", None, None, _OLD, None),
    ("A", "administration", "R", None, _OLD, None),
    ("B", "administration", "R", None, _OLD, None),
    ("H", "hospital", "A", None, _OLD, None),
    ("C1", "clinic", "H", None, _OLD, None),
    ("C2", "clinic", "H", None, _OLD, date(2024, 2, 29)),
    ("C2", "clinic", "B", None, date(2024, 3, 1), None),
    ("C3", "clinic", "H", None, _OLD, date(2023, 10, 15)),
    ("W1", "ward", "C1", None, _OLD, None),
    ("P1", "primary_care", "B", "1480", _OLD, None),
    ("P2", "primary_care", "B", "1481", _OLD, date(2022, 8, 31)),
    ("P2", "primary_care", "B", "1481", date(2024, 2, 10), None),
    ("T1", "team", "P1", None, date(2022, 3, 31), date(2023, 5, 14)),
    ("T1", "team", "B", None, date(2023, 5, 15), None),
    ("T2", "team", "P1", None, _OLD, date(2023, 12, 30)),
    ("S", "subregion", "R", None, _OLD, None),
    ("S2", "subregion", "R", None, _OLD, None),
    ("1480", "municipality", "S", "1480", _OLD, None),
    ("K81", "municipality", "S", "1481", _OLD, date(2023, 6, 30)),
    ("K81", "municipality", "S2", "1481", date(2023, 7, 1), None),
    ("1482", "municipality", "S", None, _OLD, date(2024, 3, 31)),
]
_COLUMNS = ("unit_id", "kind", "parent_id", "municipality", "from_date", "to_date")
INPATIENT = ["C1", "C2", "C3", "H", "W1"]
PRIMARY = ["P1", "P1", "P2"]
ANYWHERE = [*INPATIENT, *PRIMARY, "P1", "T1", "A"]
PLACES = ["1480", "1480", "1481", "1482", "0180"]


def unit_rows():
    return [dict(zip(_COLUMNS, row, strict=True)) | {"name": row[0]} for row in UNITS]
