"""What the rows of a table mean: goals by period, or one item a row."""

from collections.abc import Callable
from dataclasses import dataclass

from riktning.documents.draft import DraftActivity, DraftIndicator
from riktning.documents.reading.area import AreaDraft, ListedRow
from riktning.documents.reading.elements import Row
from riktning.documents.reading.genre import Header, Section, fold, long_header, wide_header


@dataclass(slots=True)
class TableReader:
    """Follows the rows of the document's tables; a table cut by a page goes on."""

    area_named: Callable[[str, str], AreaDraft]
    table: int | None = None
    wide: Header | None = None
    long: dict[str, int] | None = None
    last_goals: list[tuple[str, str]] | None = None

    def take(
        self, row: Row, area: Callable[[], AreaDraft], section: Section | None, under: str | None
    ) -> bool:
        """Put a row where it belongs; False when the table's header is not understood."""
        fresh = row.table != self.table
        self.table = row.table
        wide, long = wide_header(row.cells), long_header(row.cells)
        if wide is not None or long is not None:
            self.wide, self.long = wide, None if wide else long
            if wide is not None and section is not Section.ACTIVITIES:
                area().add_periods(wide.periods)
            return True
        if self.wide is not None and len(row.cells) == self.wide.columns:
            self._wide_row(row, area(), section, under, fresh=fresh)
            return True
        if self.long is not None and len(row.cells) > max(self.long.values()):
            self._long_row(row, area)
            return True
        return False

    def forget(self) -> None:
        """A new area: a table without a header no longer continues the one before."""
        self.wide = self.long = None

    def _wide_row(
        self, row: Row, area: AreaDraft, section: Section | None, under: str | None, *, fresh: bool
    ) -> None:
        header = self.wide
        if header is None or not any(cell.strip() for cell in row.cells):
            return
        name = fold(row.cells[0]) if header.named else under
        cells = row.cells[header.named :]
        if section is Section.ACTIVITIES:
            self._activities(area, header, name, cells, row.where)
            return
        texts = [(period, fold(c)) for period, c in zip(header.periods, cells, strict=True)]
        if fresh and _cut_by_page(name, texts):
            area.extend_row(texts)
            return
        area.add_row(name, texts, row.where)

    def _activities(
        self, area: AreaDraft, header: Header, name: str | None, cells: tuple[str, ...], where: str
    ) -> None:
        for period, cell in zip(header.periods, cells, strict=True):
            for text in cell.split("\n"):
                if fold(text):
                    area.add_activity(DraftActivity(period, fold(text), name or None), where)

    def _long_row(self, row: Row, area: Callable[[], AreaDraft]) -> None:
        columns = self.long or {}
        value = {meaning: fold(row.cells[place]) for meaning, place in columns.items()}
        if not any(value.values()):
            return
        target = self.area_named(value["area"], row.where) if value.get("area") else area()
        period = value.get("period", "")
        sub_area = value.get("sub_area") or None
        if value.get("area") == "":
            problem = f"Området saknas på raden; lagd under {target.area.name}"
            target.ask(row.where, problem, " | ".join(filter(None, value.values())))
        if set(columns) & {"activity", "goal", "indicator"}:
            target.listed.append(ListedRow(row.where, period, sub_area))
        if value.get("activity"):
            target.add_activity(DraftActivity(period, value["activity"], sub_area), row.where)
        elif value.get("indicator"):
            target.add_indicator(DraftIndicator(value["indicator"]), row.where)
        elif "goal" in columns:
            number = value.get("row", "")
            target.add_goal(sub_area, period, value["goal"], number, row.where)
        elif period:
            target.add_periods((period,))


def _cut_by_page(name: str | None, texts: list[tuple[str, str]]) -> bool:
    """The first row of a table without header goes on with the row before the page break."""
    filled = [text for _, text in texts if text]
    return not name and any(text[:1].islower() for text in filled)
