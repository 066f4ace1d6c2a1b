"""Translations without GNU gettext: collect the texts, keep the .po, write the .mo.

``python -m riktning.web.messages`` brings ``locale/en`` up to date: new texts come in with an
empty translation, texts no longer used go, and the compiled file is written.
"""

import ast
import re
import struct
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
PO = Path(__file__).resolve().parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = (
    "Project-Id-Version: riktning\\nLanguage: en\\nMIME-Version: 1.0\\n"
    "Content-Type: text/plain; charset=UTF-8\\nContent-Transfer-Encoding: 8bit\\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\\n"
)
_CALLS = {"_", "gettext", "gettext_lazy"}
_TAG = re.compile(r"{%\s*(?:translate|trans)\s+(?:\"([^\"]+)\"|'([^']+)')")
_BLOCK = re.compile(r"{%\s*blocktranslate\b(.*?)%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
_PLURAL = re.compile(r"{%\s*plural\s*%}")
_VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
_FIELD = re.compile(r'^(msgid|msgid_plural|msgstr|msgstr\[0\]|msgstr\[1\]) "(.*)"$')

Key = tuple[str, str]  # the text, and its plural or ""
Catalogue = dict[Key, tuple[str, ...]]


def used() -> set[Key]:
    """Every text that code and templates give to be translated."""
    found: set[Key] = set()
    for path in PACKAGE.rglob("*.py"):
        found.update(_in_code(path))
    for path in PACKAGE.rglob("templates/**/*.html"):
        found.update(_in_template(path.read_text("utf-8")))
    return found


def _in_code(path: Path) -> Iterator[Key]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        first = node.args[0] if node.args else None
        if node.func.id in _CALLS and isinstance(first, ast.Constant):
            yield (str(first.value), "")
        if node.func.id == "ngettext":
            yield tuple(ast.literal_eval(part) for part in node.args[:2])


def _in_template(text: str) -> Iterator[Key]:
    for match in _TAG.finditer(text):
        yield (match[1] or match[2], "")
    for options, body in _BLOCK.findall(text):
        parts = [_placeholders(part, options) for part in _PLURAL.split(body)]
        yield (parts[0], parts[1] if len(parts) > 1 else "")


def _placeholders(body: str, options: str) -> str:
    """As Django looks the text up: ``{{ name }}`` is ``%(name)s``, a trimmed text is one line."""
    text = body.replace("%", "%%") if _VARIABLE.search(body) else body
    text = _VARIABLE.sub(r"%(\1)s", text)
    if "trimmed" in options.split():
        text = " ".join(line.strip() for line in text.strip().splitlines())
    return text


def read_po(path: Path = PO) -> Catalogue:
    """The translations of a .po file, one line a text."""
    entries: Catalogue = {}
    fields: dict[str, str] = {}
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        match = _FIELD.match(line)
        if match:
            fields[match[1]] = _unquoted(match[2])
        elif fields:
            forms = [
                fields[name] for name in ("msgstr", "msgstr[0]", "msgstr[1]") if name in fields
            ]
            entries[(fields["msgid"], fields.get("msgid_plural", ""))] = tuple(forms)
            fields = {}
    entries.pop(("", ""), None)
    return entries


def po_text(catalogue: Catalogue) -> str:
    """The .po file: sorted, one line a text."""
    blocks = [f'msgid ""\nmsgstr "{HEADER}"']
    for (text, plural), forms in sorted(catalogue.items()):
        lines = [f'msgid "{_quoted(text)}"']
        if plural:
            lines.append(f'msgid_plural "{_quoted(plural)}"')
            lines += [f'msgstr[{n}] "{_quoted(form)}"' for n, form in enumerate(forms)]
        else:
            lines.append(f'msgstr "{_quoted(forms[0])}"')
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def mo_bytes(catalogue: Catalogue) -> bytes:
    """The compiled catalogue (GNU gettext manual, 10.3, The Format of GNU MO Files)."""
    pairs = {"": HEADER.replace("\\n", "\n")}
    for (text, plural), forms in catalogue.items():
        if all(forms):
            pairs["\0".join((text, plural)) if plural else text] = "\0".join(forms)
    ordered = sorted((key.encode(), value.encode()) for key, value in pairs.items())
    count = len(ordered)
    starts = (28, 28 + 8 * count)
    place = 28 + 16 * count
    tables: list[bytes] = []
    body = b""
    for column in (0, 1):
        for pair in ordered:
            tables.append(struct.pack("<2I", len(pair[column]), place + len(body)))
            body += pair[column] + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, count, *starts, 0, 0) + b"".join(tables) + body


def update(path: Path = PO) -> int:
    """Bring the .po and .mo up to date; answers how many texts lack a translation."""
    known = read_po(path) if path.is_file() else {}
    catalogue = {key: known.get(key, ("", "") if key[1] else ("",)) for key in used()}
    path.write_text(po_text(catalogue), encoding="utf-8")
    path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
    return sum(1 for forms in catalogue.values() if not all(forms))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _unquoted(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


if __name__ == "__main__":
    raise SystemExit(f"{missing} texts lack a translation" if (missing := update()) else 0)
