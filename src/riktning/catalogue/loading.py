"""Loads the catalogue: the package's definitions and code lists, and a region's own on top."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from riktning.catalogue.codes import read_codes
from riktning.catalogue.faults import Place, fault
from riktning.catalogue.model import CodeList, Definition
from riktning.catalogue.schema import read_definition
from riktning.catalogue.sections import Section, read_section
from riktning.core.errors import CatalogueError

_HERE = Path(__file__).parent
DEFINITIONS = "indicators"
CODES = "codes"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every definition by id and every code list by name."""

    indicators: Mapping[str, Definition]
    codes: Mapping[str, CodeList]


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
    CatalogueError names file and line of the first fault.
    """
    catalogue, faults = read(extra)
    if faults:
        raise faults[0]
    return catalogue


def read(extra: Path | None = None) -> tuple[Catalogue, list[CatalogueError]]:
    """What can be read, and every fault: one per file at most."""
    faults: list[CatalogueError] = []
    folders = [_Folder(_HERE, "catalogue/"), *_extra(extra, faults)]
    codes: dict[str, CodeList] = {}
    for folder in folders:
        codes |= _code_lists(folder, faults)
    definitions: dict[str, Definition] = {}
    for folder in folders:
        definitions |= _definitions(folder, frozenset(codes), faults)
    return Catalogue(dict(sorted(definitions.items())), codes), faults


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


def _code_lists(folder: _Folder, faults: list[CatalogueError]) -> dict[str, CodeList]:
    found: dict[str, CodeList] = {}
    for path, file in folder.files(CODES, (".csv",)):
        try:
            codes = read_codes(path, file)
        except CatalogueError as error:
            faults.append(error)
        else:
            found[codes.name] = codes
    return found


def _definitions(
    folder: _Folder, code_lists: frozenset[str], faults: list[CatalogueError]
) -> dict[str, Definition]:
    found: dict[str, Definition] = {}
    for path, file in folder.files(DEFINITIONS, (".yaml", ".yml")):
        try:
            section = read_section(path, file)
            place = _id_line(section)
            definition = read_definition(section, code_lists, file)
            _refuse_double(definition, found, place)
        except CatalogueError as error:
            faults.append(error)
        else:
            found[definition.id] = definition
    return found


def _id_line(section: Section) -> Place:
    return section.line("id") if "id" in section.names() else section.place


def _refuse_double(definition: Definition, found: Mapping[str, Definition], place: Place) -> None:
    if definition.id in found:
        what = f"id {definition.id!r} is already used by {found[definition.id].file}"
        raise fault(place, what, "give one of the two another id")
