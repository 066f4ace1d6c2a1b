"""A region's own definitions beside the package's: whose one is, and what it forgot to change."""

from collections.abc import Iterator
from typing import Any

from riktning.catalogue.loading import Catalogue, load
from riktning.catalogue.model import Definition
from riktning.catalogue.plain import as_plain, sha256, used_codes

TOLD = ("says", "version", "provenance")
"""What tells a reader that a definition is another one."""
_NOT_COUNTED = {*TOLD, "file", "name", "code"}
PACKAGE, OWN = "package", "own"


def origin(definition: Definition, catalogue: Catalogue) -> str:
    """``own`` where a region's folder made the definition, or a list that it uses, another one."""
    package = load()
    theirs = package.indicators.get(definition.id)
    if theirs is None:
        return OWN
    if catalogue is package:
        return PACKAGE
    return PACKAGE if sha256(theirs, package) == sha256(definition, catalogue) else OWN


def forgotten(catalogue: Catalogue) -> Iterator[str]:
    """A sentence for each measure that counts otherwise than the package's but says the same."""
    package = load()
    for key in sorted(set(catalogue.indicators) & set(package.indicators)):
        theirs, ours = package.indicators[key], catalogue.indicators[key]
        differing = _differing(theirs, package, ours, catalogue)
        before, now = as_plain(theirs), as_plain(ours)
        kept = [each for each in TOLD if before[each] == now[each]]
        if differing and kept:
            mend = "change" if ours.file != theirs.file else "copy its file and change"
            yield (
                f"{ours.file}: {key!r} counts by other {_listed(differing)} than the package's, "
                f"under the package's {_listed(kept)}; {mend} {_listed(kept)}, too, so that a "
                "reader can tell the two apart."
            )


def _differing(
    theirs: Definition, package: Catalogue, ours: Definition, catalogue: Catalogue
) -> list[str]:
    """The keys and lists that make the two count differently."""
    before, now = _counted(theirs), _counted(ours)
    keys = [key for key in now if before.get(key) != now[key]]
    lists = [
        f"list {name}"
        for name in used_codes(ours)
        if name in package.codes and package.codes[name].codes != catalogue.codes[name].codes
    ]
    name = ours.standard or ""
    standards = (package.standards, catalogue.standards)
    weights = {each[name].weights for each in standards if name in each}
    return [*keys, *lists, *([f"standard {name}"] if len(weights) > 1 else [])]


def _counted(definition: Definition) -> dict[str, Any]:
    return {k: value for k, value in as_plain(definition).items() if k not in _NOT_COUNTED}


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]
