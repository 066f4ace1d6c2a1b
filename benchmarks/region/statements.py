"""Six indicators of different frames as an analyst would write them: one SQL statement each.

Straight on the delivery, over all units, months, sexes and age groups at once, or for one month.
They give the finest numbers only; what a run does more (roll-ups, intervals, disclosure control,
quality checks) is not asked of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riktning.core.ages import AGE_BOUNDS, AGE_GROUPS

_BRANCHES = " ".join(
    f"WHEN age < {bound} THEN '{group}'"
    for bound, group in zip(AGE_BOUNDS[1:], AGE_GROUPS, strict=False)
)
MACROS = f"""
CREATE OR REPLACE MACRO age_on(born, day) AS
  year(day) - year(born) - CAST((month(day), day(day)) < (month(born), day(born)) AS INTEGER);
CREATE OR REPLACE MACRO age_group(age) AS
  CASE WHEN age < 0 THEN NULL {_BRANCHES} ELSE '{AGE_GROUPS[-1]}' END;
CREATE OR REPLACE MACRO plain(code) AS replace(upper(code), '.', '');
CREATE OR REPLACE MACRO begins(code, pattern) AS regexp_matches(plain(code), pattern);
"""

DIGITAL = """
SELECT unit_id, date_trunc('month', started_at)::DATE AS month, sex,
       age_group(age_on(birth_date, started_at::DATE)) AS age_group, count(*) AS numerator
FROM contact JOIN person USING (person_id)
WHERE mode IN ('video', 'chat') AND started_at >= $first AND started_at < $after
GROUP BY ALL
"""

HEART_FAILURE = """
WITH main AS (
  SELECT event_id, min(plain(code)) AS code FROM diagnosis WHERE position = 'main' GROUP BY 1)
SELECT unit_id, date_trunc('month', discharged_at)::DATE AS month, sex,
       age_group(age_on(birth_date, discharged_at::DATE)) AS age_group,
       sum(greatest(1, discharged_at::DATE - admitted_at::DATE)) AS numerator,
       count(*) AS denominator
FROM stay JOIN person USING (person_id) JOIN main ON event_id = stay_id
WHERE begins(main.code, $heart_failure) AND discharged_at >= $first AND discharged_at < $after
  AND discharged_at::DATE >= admitted_at::DATE
GROUP BY ALL
"""

ASSESSED = """
SELECT unit_id, date_trunc('month', to_date)::DATE AS month, sex,
       age_group(age_on(birth_date, to_date)) AS age_group,
       count(*) FILTER (to_date - from_date <= 3) AS numerator, count(*) AS denominator
FROM wait JOIN person USING (person_id)
WHERE kind = 'assessment' AND NOT patient_chosen AND to_date >= from_date
  AND to_date >= $first AND to_date < $after
GROUP BY ALL
"""

_HOMES = """
lived AS (
  SELECT person_id, municipality, from_date, least(coalesce(to_date, DATE '9999-12-31'),
    coalesce(lead(from_date) OVER (PARTITION BY person_id ORDER BY from_date) - 1,
             DATE '9999-12-31')) AS until
  FROM residence),
home AS (
  SELECT person_id, unit_id AS home, lived.from_date, until
  FROM lived JOIN (SELECT DISTINCT unit_id, municipality FROM unit WHERE kind = 'municipality')
    USING (municipality)
  WHERE until >= lived.from_date)
"""

READMITTED = f"""
WITH {_HOMES},
dated AS (
  SELECT *, admitted_at::DATE AS admitted,
         coalesce(discharged_at::DATE, DATE '9999-12-31') AS discharged
  FROM stay WHERE discharged_at IS NULL OR discharged_at::DATE >= admitted_at::DATE),
marked AS (
  SELECT *, coalesce(admitted - max(discharged) OVER (PARTITION BY person_id
      ORDER BY admitted_at, stay_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) > 1,
    true) AS opens
  FROM dated),
numbered AS (
  SELECT *, sum(opens::INTEGER) OVER (PARTITION BY person_id ORDER BY admitted_at, stay_id
    ROWS UNBOUNDED PRECEDING) AS episode
  FROM marked),
episode AS (
  SELECT person_id, episode, min(admitted) AS begins, max(discharged) AS discharged,
         arg_min(planned, (admitted_at, stay_id)) AS planned,
         arg_max(unit_id, (discharged, admitted_at, stay_id)) AS unit_id,
         arg_max(stay_id, (discharged, admitted_at, stay_id)) AS stay_id,
         arg_max(coalesce(discharged_to, ''), (discharged, admitted_at, stay_id)) AS discharged_to
  FROM numbered GROUP BY ALL),
followed AS (
  SELECT *, min(CASE WHEN NOT planned THEN begins END) OVER (PARTITION BY person_id
    ORDER BY begins ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_unplanned
  FROM episode),
main AS (
  SELECT event_id, min(plain(code)) AS code FROM diagnosis WHERE position = 'main' GROUP BY 1)
SELECT followed.unit_id, date_trunc('month', discharged)::DATE AS month, sex,
       age_group(age_on(birth_date, discharged)) AS age_group,
       count(*) FILTER (next_unplanned - discharged BETWEEN 1 AND 30) AS numerator,
       count(*) AS denominator
FROM followed JOIN person USING (person_id)
JOIN home ON home.person_id = followed.person_id AND discharged BETWEEN from_date AND until
LEFT JOIN main ON event_id = stay_id
WHERE discharged >= $first AND discharged < $after AND age_on(birth_date, discharged) >= 65
  AND discharged_to <> 'deceased' AND coalesce(death_date > discharged, true)
  AND discharged + 30 <= $as_of AND NOT coalesce(begins(main.code, $rehabilitation), false)
GROUP BY ALL
"""

_MONTHS = """
months AS (
  SELECT month::DATE AS month, last_day(month)::DATE AS last
  FROM generate_series($first::TIMESTAMP, $after::TIMESTAMP - INTERVAL 1 DAY, INTERVAL 1 MONTH)
    AS series(month))
"""

UNSUITABLE = f"""
WITH {_HOMES}, {_MONTHS},
elderly AS (
  SELECT home.home AS unit_id, month, sex, person_id, age_on(birth_date, last) AS age
  FROM home JOIN person USING (person_id) JOIN months ON last BETWEEN from_date AND until
  WHERE age_on(birth_date, last) >= 75
    AND (death_date IS NULL OR date_trunc('month', death_date) > month)),
hit AS (
  SELECT DISTINCT person_id, date_trunc('month', on_date)::DATE AS month FROM dispensing
  WHERE begins(atc, $unsuitable_medicines)),
had AS (
  SELECT DISTINCT hit.person_id, months.month FROM hit
  JOIN months ON hit.month BETWEEN months.month - INTERVAL 11 MONTH AND months.month)
SELECT unit_id, month, sex, age_group(age) AS age_group,
       count(had.person_id) AS numerator, count(*) AS denominator
FROM elderly LEFT JOIN had USING (person_id, month)
GROUP BY ALL
"""

CONTINUITY = f"""
WITH {_MONTHS},
listed AS (
  SELECT person_id, unit_id, from_date, least(coalesce(to_date, DATE '9999-12-31'),
    coalesce(lead(from_date) OVER (PARTITION BY person_id ORDER BY from_date) - 1,
             DATE '9999-12-31')) AS until
  FROM listing),
there AS (
  SELECT person_id, unit_id, month, sex, age_on(birth_date, last) AS age
  FROM listed JOIN person USING (person_id) JOIN months ON last BETWEEN from_date AND until
  WHERE death_date IS NULL OR date_trunc('month', death_date) > month),
visit AS (
  SELECT person_id, unit_id, clinician_id, date_trunc('month', started_at)::DATE AS month,
         count(*) AS n
  FROM contact
  WHERE mode IN ('visit', 'home_visit', 'video') AND clinician_id IS NOT NULL
    AND started_at >= $first - INTERVAL 17 MONTH AND started_at < $after
  GROUP BY ALL),
window_of AS (
  SELECT person_id, unit_id, months.month, clinician_id, sum(n) AS n
  FROM visit JOIN months
    ON visit.month BETWEEN months.month - INTERVAL 17 MONTH AND months.month
  GROUP BY ALL),
coc AS (
  SELECT person_id, unit_id, month, (sum(n * n) - sum(n)) / (sum(n) * (sum(n) - 1)) AS coc
  FROM window_of GROUP BY ALL HAVING sum(n) >= 3),
hit AS (
  SELECT DISTINCT person_id, date_trunc('month', on_date)::DATE AS month FROM diagnosis
  WHERE begins(code, $chronic_diagnoses)),
chronic AS (
  SELECT DISTINCT hit.person_id, months.month FROM hit
  JOIN months ON hit.month BETWEEN months.month - INTERVAL 17 MONTH AND months.month)
SELECT unit_id, month, sex, age_group(age) AS age_group,
       sum(coc) AS numerator, count(*) AS denominator
FROM there JOIN coc USING (person_id, unit_id, month) SEMI JOIN chronic USING (person_id, month)
GROUP BY ALL
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One indicator as SQL, the code lists it takes, and how near its sums are to the engine's."""

    indicator: str
    frame: str
    sql: str
    lists: Sequence[str] = ()
    tolerance: float = 0.0


STATEMENTS = (
    Statement("digitala_kontakter", "contact", DIGITAL),
    Statement("medelvardtid_hjartsvikt", "stay", HEART_FAILURE, ("heart_failure",)),
    Statement("aterinskrivning_65", "episode", READMITTED, ("rehabilitation",)),
    Statement("medicinsk_bedomning_3_dagar", "wait", ASSESSED),
    Statement("olampliga_lakemedel_75", "resident_month", UNSUITABLE, ("unsuitable_medicines",)),
    # a sum of indices: the engine rounds each to a whole millionth, whatever the order
    Statement("kontinuitet_coc", "continuity_month", CONTINUITY, ("chronic_diagnoses",), 1e-6),
)


def parameters(
    statement: Statement, codes: Mapping[str, Sequence[str]], dates: Mapping[str, object]
) -> dict[str, object]:
    """The statement's own parameters: DuckDB refuses one that a statement does not use."""
    patterns = {name: f"^({'|'.join(codes[name])})" for name in statement.lists}
    given = patterns | dict(dates)
    return {name: value for name, value in given.items() if f"${name}" in statement.sql}
