"""Every row stored so far becomes an item; what stands at one place in two revisions is one item."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 500


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def rows_of(apps: Apps, revision: Any) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """Every row with its kind and where it stands, as the document says it."""

    def every(name: str, path: str, *joined: str) -> Any:
        model = apps.get_model("plans", name)
        rows = model.objects.filter(**{path: revision}).order_by("pk")
        return rows.select_related(*joined)

    for row in every("Area", "revision"):
        yield "area", row, (folded(row.name),)
    for row in every("AreaPeriod", "area__revision", "area"):
        yield "period", row, (folded(row.area.name), folded(row.heading))
    for row in every("SubArea", "area__revision", "area"):
        yield "sub_area", row, (folded(row.area.name), folded(row.name))
    for row in every("Goal", "sub_area__area__revision", "sub_area__area", "period"):
        place = (row.sub_area.area.name, row.sub_area.name, row.period.heading, row.text)
        yield "goal", row, tuple(map(folded, place))
    for row in every("Activity", "area__revision", "area", "period"):
        heading = row.period.heading if row.period else ""
        yield "activity", row, tuple(map(folded, (row.area.name, heading, row.text)))
    for row in every("PlanIndicator", "area__revision", "area"):
        yield "indicator", row, (folded(row.area.name), folded(row.text))
    line = "measure__plan_indicator"
    for row in every("Target", f"{line}__area__revision", f"{line}__area"):
        of = row.measure.plan_indicator
        aim = (row.measure.indicator_id, row.unit_id or "", row.due_month.isoformat())
        yield "target", row, (folded(of.area.name), folded(of.text), *aim)


def forwards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for plan in apps.get_model("plans", "Plan").objects.order_by("pk"):
        items = _Items(apps, plan)
        before = None
        for revision in plan.revisions.order_by("number"):
            items.give(revision)
            if before is not None:
                revision.predecessor = before
                revision.save(update_fields=["predecessor"])
            before = revision


class _Items:
    """The items of one plan, made as its revisions are gone through from the first."""

    def __init__(self, apps: Apps, plan: Any) -> None:
        self.apps, self.plan = apps, plan
        self.model = apps.get_model("plans", "Item")
        self.known: dict[tuple[str, ...], list[int]] = {}
        self.number = 0

    def give(self, revision: Any) -> None:
        seen: dict[tuple[str, ...], int] = defaultdict(int)
        changed: dict[type, list[Any]] = defaultdict(list)
        for kind, row, place in rows_of(self.apps, revision):
            key = (kind, *place)
            items = self.known.setdefault(key, [])
            if seen[key] == len(items):
                self.number += 1
                made = self.model.objects.create(plan=self.plan, kind=kind, number=self.number)
                items.append(made.pk)
            row.item_id = items[seen[key]]
            seen[key] += 1
            changed[type(row)].append(row)
        for model, rows in changed.items():
            model.objects.bulk_update(rows, ["item"], batch_size=BATCH)  # type: ignore[attr-defined]  # a model


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_items")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
