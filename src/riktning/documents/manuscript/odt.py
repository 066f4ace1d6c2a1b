"""A manuscript as an OpenDocument text: LibreOffice's own format, and the public sector's."""

from pathlib import Path

from riktning.documents.manuscript.model import Manuscript
from riktning.documents.manuscript.nodes import Setter
from riktning.documents.manuscript.odt_finish import finish
from riktning.documents.manuscript.odt_styles import write_odt_styles
from riktning.documents.manuscript.reading import charts
from riktning.documents.manuscript.word import CONTENTS_DEPTH, cover_meta, has_contents, noon_of
from riktning.documents.report.pandoc import convert
from riktning.documents.report.syntax import document


def write_odt(manuscript: Manuscript, setter: Setter, target: Path) -> None:
    """Write ``target``."""
    styles = target.with_name("reference.odt")
    write_odt_styles(manuscript, styles)
    tree = document(setter.document(manuscript), cover_meta(manuscript, setter))
    about = [f"{label}: {value}" for label, value in manuscript.about]
    contents = ["--toc", f"--toc-depth={CONTENTS_DEPTH}"] if has_contents(manuscript) else []
    noon = noon_of(manuscript)
    convert(
        tree,
        "odt",
        arguments=[f"--reference-doc={styles}", *contents],
        folder=setter.folder,
        output=target,
        epoch=int(noon.timestamp()),
    )
    finish(target, noon, [chart.alt for chart in charts(manuscript)], about)
