"""The fixed words of the report in English; the same keys as the Swedish, which a test compares."""

from riktning.catalogue.model import Polarity
from riktning.documents.report.content import Status
from riktning.documents.report.wording import Wording

ENGLISH = Wording(
    code="en-GB",
    page="Page",
    status={
        Status.GREEN: "green",
        Status.YELLOW: "yellow",
        Status.RED: "red",
        Status.NOT_MEASURED: "not measured",
    },
    polarity={
        Polarity.HIGHER: "higher is better",
        Polarity.LOWER: "lower is better",
        Polarity.TARGET_INTERVAL: "best within the target interval",
        Polarity.NONE: "no wanted direction",
    },
    sections={
        "material": "Material",
        "quality": "Data quality",
        "origin": "Where the figures come from",
    },
    columns={
        "area": "Area",
        "measure": "Measure",
        "latest": "Latest full year",
        "direction": "Direction",
        "pace": "Pace",
        "target": "Target",
        "sub_area": "Sub-area",
        "goal": "Effect goal",
        "year": "Year",
        "value": "Value",
        "interval": "95% interval",
        "denominator": "Base",
        "subject": "Concerns",
        "status": "Assessment",
        "role": "By",
        "comment": "Comment",
        "property": "Item",
        "content": "Content",
        "source": "Table",
        "rows": "Rows",
    },
    text={
        "lead": "The report shows how {measures} measures have developed up to {month}, and whether "
        "they do so at the pace the plan asks for.",
        "source": "It builds on the plan {plan}, {revision}.",
        "none_linked": "No measure is linked to the plan, so the report can say nothing of direction "
        "or pace.",
        "not_in_run": "None of the measures linked to the plan is in the run, so the report can say "
        "nothing of direction or pace.",
        "counts": "Number of measures by direction, per area",
        "total": "All areas",
        "count_all": "Of {measures} measures, {moving}.",
        "count_area": "In this area, of {measures} measures, {moving}.",
        "none_firm": "none has changed with certainty",
        "one_improving": "{count} is improving",
        "many_improving": "{count} are improving",
        "one_worsening": "{count} is worsening",
        "many_worsening": "{count} are worsening",
        "one_no_evidence": "for {count} there is no evidence of change",
        "many_no_evidence": "for {count} there is no evidence of change",
        "one_cannot_tell": "for {count} nothing can be told",
        "many_cannot_tell": "for {count} nothing can be told",
        "only_all": "The only measure {told}.",
        "only_area": "The area’s only measure {told}.",
        "only_improving": "is improving",
        "only_worsening": "is worsening",
        "only_no_evidence": "shows no evidence of change",
        "only_cannot_tell": "cannot be judged",
        "no_measures": "No measure follows this area yet, so the follow-up can say nothing of its "
        "direction.",
        "no_evidence": "No measure has changed in a way that can be told from chance.",
        "chance": "{judged} series were tested together. At the limit in use, at most {expected} of "
        "the firm findings are expected to be due to chance.",
        "pace_counts": "{targets} measures have a target in the plan. For {told} of them the pace can be told: {counts}.",
        "pace_undated": "For {count} no date can be given.",
        "pace_untold": "For {count} the pace cannot be told, since the direction cannot: {reasons}.",
        "pace_reason": "{reason} ({count})",
        "no_pace": "{targets} measures have a target in the plan, but the pace of none has been judged.",
        "units": "{count} units",
        "no_targets": "No measure has a target in the plan.",
        "contradiction_detail": "The assessment was given by {role} and concerns {date}. {sentence} "
        "The report does not choose between them.",
        "no_contradictions": "No assessment is contradicted by the computations.",
        "unmeasured_count": "{count} of the plan’s indicator lines have no measure.",
        "one_untold": "{reason} ({count} measure): {names}.",
        "many_untold": "{reason} ({count} measures): {names}.",
        "nothing_unknown": "Every indicator line of the plan has a measure that can be judged.",
        "background": "The plan {plan}, {revision}, sets goals per area and period. The follow-up "
        "answers whether care in {region} moves in the direction the plan says, and "
        "whether it moves fast enough.",
        "material": "The material is named “{label}” and covers {first} to {last}. The appendix lists the tables that were read. Data "
        "about persons have not left the environment where they are counted; the report "
        "builds on aggregates.",
        "synthetic_material": "The material is simulated. The persons and everything that happens to "
        "them are invented. The figures show how the follow-up works, not how care "
        "performs.",
        "method_direction": "Every measure is tested in the same way, decided beforehand: the slope "
        "over time is estimated with regard to neighbouring periods (months, for some measures "
        "tertials) being alike, and a finding "
        "counts as firm only when it holds after adjusting for testing many series "
        "at once (Benjamini–Hochberg, q = {q}).",
        "method_chart": "The charts are control charts. The band shows the variation to expect if "
        "nothing changes; when the level surely moves, the band lies around the trend line instead "
        "of the mean level. Values outside the band are ringed.",
        "method_pace": "The pace compares the measured slope with the slope needed to reach the "
        "target in time. When the slope is too uncertain, no date is given.",
        "method_two": "The computed state and people’s assessments are shown side by side and never "
        "merged.",
        "limits_none": "No values are hidden.",
        "limits_rounded": "Counts of persons are rounded to base {base}, in such a way that parts still "
        "add up to their whole. Shares and rates are made from the rounded counts.",
        "limits_small": "Values that rest on fewer than {k} persons are hidden, and as many more as "
        "are needed to keep them from being worked out.",
        "limits_final": "Months whose follow-up time has not passed are preliminary.",
        "limits_cause": "The follow-up shows change over time. It does not show what caused it.",
        "goals": "Effect goals {period} per sub-area",
        "no_goals": "The plan states no effect goals for {period}.",
        "activities": "The plan states these activities. It does not say whether they are done.",
        "no_activities": "The plan states no activities for {period}.",
        "chart": "{measure}, {unit}, {unit_name}, {first} to {last}",
        "along_trend": ". The band lies around the trend line",
        "chart_alt": "Control chart of {measure} {each}, {first} to {last}. {sentence}",
        "years": "{measure} by year, {unit} ({better})",
        "hidden": "hidden (fewer than {k})",
        "preliminary": "preliminary",
        "assessments": "Assessments in the area {area}",
        "no_assessments": "No assessment has been made of the area.",
        "ahead": "Somebody needs to decide on the following before the next revision.",
        "ahead_wrong_way": "Wrong way, {measure}: {sentence}",
        "ahead_late": "Late, {measure}: {sentence}",
        "ahead_worsening": "Worsening: {sentence}",
        "ahead_contradiction": "Different pictures: {text}",
        "nothing_ahead": "No measure is worsening, late or going the wrong way, and no assessment is "
        "contradicted.",
        "appendix": "Every measure has a definition with a version. The definitions are the same for "
        "real and simulated data.",
        "quality": "Checks of the material: {counts}.",
        "origin": "Every figure in the report can be walked back to this run.",
        "run": "Run",
        "engine": "Program version",
        "fingerprint": "Fingerprint of the data",
        "code": "Code",
        "says": "Shows",
        "unit": "Unit",
        "numerator": "Numerator",
        "denominator": "Denominator",
        "register": "Source",
        "national_id": "National id",
        "version": "Version",
        "state": "Computation",
        "and": "and",
    },
)
