"""Loads the catalogue: the package's definitions and code lists, and a region's own on top."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from riktning.catalogue.codes import read_codes
from riktning.catalogue.faults import Place, each, fault
from riktning.catalogue.model import CodeList, Definition
from riktning.catalogue.schema import Known, read_definition
from riktning.catalogue.sections import read_section
from riktning.catalogue.standards import StandardPopulation, read_standard
from riktning.core.errors import CatalogueError

_HERE = Path(__file__).parent
_LABEL = "catalogue/"  # how the files of the package are named
DEFINITIONS = "indicators"
CODES = "codes"
STANDARDS = "standards"
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every definition by id, every code list and standard population by name.

    ``overridden``: ids that a region's own folder defines in place of the package.
    """

    indicators: Mapping[str, Definition]
    codes: Mapping[str, CodeList]
    standards: Mapping[str, StandardPopulation] = field(default_factory=dict)
    overridden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Folder:
    """One folder of definitions; ``label`` is how its files are named in faults."""

    path: Path
    label: str

    def files(self, part: str, suffixes: tuple[str, ...]) -> list[tuple[Path, str]]:
        folder = self.path / part
        found = sorted(p for p in folder.glob("*") if p.suffix in suffixes and p.is_file())
        return [(path, f"{self.label}{part}/{path.name}") for path in found]


def load(extra: Path | None = None) -> Catalogue:
    """The package's catalogue; definitions and lists in ``extra`` are added or take over.

    ``extra`` holds ``indicators/*.yaml`` and ``codes/*.csv`` (or the YAML files directly).
    Standard populations are ``standards/*.csv``. CatalogueError names file and line of the first
    fault.
    """
    catalogue, faults = read(extra)
    if faults:
        raise faults[0]
    return catalogue


def read(extra: Path | None = None) -> tuple[Catalogue, list[CatalogueError]]:
    """What can be read, and every fault in every file."""
    found, known = _package()
    faults = list(known)
    if extra is None:
        return found, faults
    for folder in _extra(extra, faults):
        found = _with(found, folder, faults)
    return found, faults


@cache
def _package() -> tuple[Catalogue, tuple[CatalogueError, ...]]:
    faults: list[CatalogueError] = []
    package = _with(Catalogue({}, {}), _Folder(_HERE, _LABEL), faults)
    return package, tuple(faults)


def file_of(definition: Definition) -> Path:
    """Where the definition's file lies: in the package, or in a region's own folder."""
    inside = _HERE.parent / definition.file
    return inside if definition.file.startswith(_LABEL) else Path(definition.file).absolute()


def _with(below: Catalogue, folder: _Folder, faults: list[CatalogueError]) -> Catalogue:
    """A catalogue with what a folder adds and overrides."""
    codes = {found.name: found for found in _lists(folder, CODES, read_codes, faults)}
    standards = {found.name: found for found in _lists(folder, STANDARDS, read_standard, faults)}
    codes, standards = {**below.codes, **codes}, {**below.standards, **standards}
    own = _definitions(folder, Known(frozenset(codes), frozenset(standards)), faults)
    indicators = dict(sorted({**below.indicators, **own}.items()))
    overridden = below.overridden | (set(own) & set(below.indicators))
    return Catalogue(indicators, codes, standards, frozenset(overridden))


def _extra(extra: Path | None, faults: list[CatalogueError]) -> Iterable[_Folder]:
    if extra is None:
        return []
    if not extra.is_dir():
        what = "there is no such folder"
        faults.append(fault(Place(str(extra)), what, "name a folder with definition files"))
        return []
    folder = _Folder(extra, f"{extra}/")
    if not folder.files(DEFINITIONS, (".yaml", ".yml")) and not folder.files(CODES, (".csv",)):
        what = f"the folder holds no {DEFINITIONS}/*.yaml and no {CODES}/*.csv"
        faults.append(fault(Place(str(extra)), what, "put definitions and code lists there"))
    return [folder]


def _lists(
    folder: _Folder,
    part: str,
    read_one: Callable[[Path, str], Item],
    faults: list[CatalogueError],
) -> list[Item]:
    found: list[Item] = []
    for path, file in folder.files(part, (".csv",)):
        try:
            found.append(read_one(path, file))
        except CatalogueError as error:
            faults += each(error)
    return found


def _definitions(
    folder: _Folder, known: Known, faults: list[CatalogueError]
) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for path, file in folder.files(DEFINITIONS, (".yaml", ".yml")):
        try:
            section = read_section(path, file)
            place = section.line("id")
            definition = read_definition(section, known, file)
            _refuse_double(definition, found, place)
        except CatalogueError as error:
            faults += each(error)
        else:
            found[definition.id] = definition
    return found


def _refuse_double(definition: Definition, found: Mapping[str, Definition], place: Place) -> None:
    if definition.id in found:
        what = f"id {definition.id!r} is already used by {found[definition.id].file}"
        raise fault(place, what, "give one of the two another id")
