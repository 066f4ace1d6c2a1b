"""The results as one self-contained page, in Swedish or English, without values from the data."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from riktning.sources.delivery import Delivery
from riktning.sources.quality.described import BY_CHECK
from riktning.sources.quality.publishing import published
from riktning.sources.quality.results import CheckResult, Severity, Status
from riktning.sources.quality.wording import Words, summary

_ORDER = (Status.FAILED, Status.ERROR, Status.NOT_APPLICABLE, Status.PASSED)
_SEVERE = (Severity.FATAL, Severity.WARNING, Severity.NOTE)
_STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem;color:#1b1b1b;
background:#fff}
.synthetic{border:2px solid #7a4b00;background:#fff4e0;padding:.5rem 1rem;font-weight:600}
table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:600}
th,td{border-bottom:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top}
.wide{overflow-x:auto}.wide:focus,a:focus,summary:focus{outline:3px solid #1d4f91}
.fatal{color:#9b1c1c;font-weight:700}.warning{color:#7a4b00;font-weight:600}
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}.synthetic{color:#1b1b1b}
.fatal{color:#ff9d9d}.warning{color:#ffc878}}
"""


def page(results: Sequence[CheckResult], delivery: Delivery, k: int, words: Words) -> str:
    """The page as HTML: no script, no value from the data, small counts of persons masked."""
    label = f'<p class="synthetic">{words.synthetic}</p>' if delivery.synthetic else ""
    span = f"{delivery.first_month} – {delivery.last_month}"
    body = "".join([
        label, f"<h1>{words.title}</h1>",
        f"<p>{escape(delivery.label)}. {escape(delivery.region)}, {span}.</p>",
        f"<p>{summary(results, words)} {words.masked.format(k=k)}</p>",
        *_found(results, words, k), *_everything(results, words, k),
    ])  # fmt: skip
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{words.title} – {escape(delivery.region)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def in_order(results: Iterable[CheckResult]) -> list[CheckResult]:
    """What failed first, the most serious of it first; else as they came."""
    return sorted(results, key=lambda r: (_ORDER.index(r.status), _SEVERE.index(r.severity)))


def _found(results: Sequence[CheckResult], words: Words, k: int) -> Iterable[str]:
    yield f"<h2>{words.found}</h2>"
    bad = [r for r in results if r.status in {Status.FAILED, Status.ERROR}]
    if not bad:
        yield f"<p>{words.nothing}</p>"
    for category, name in words.categories.items():
        of_it = [r for r in bad if BY_CHECK[r.check].category is category]
        if of_it:
            yield _table(name, in_order(of_it), words, k)


def _everything(results: Sequence[CheckResult], words: Words, k: int) -> Iterable[str]:
    yield f"<h2>{words.rest}</h2>"
    for name in dict.fromkeys(r.table for r in results):
        of_it = in_order(r for r in results if r.table == name)
        passed = sum(r.status is Status.PASSED for r in of_it)
        said = f"{name} ({passed}/{len(of_it)} {words.statuses[Status.PASSED]})"
        yield f"<details><summary>{said}</summary>{_table(name, of_it, words, k)}</details>"


def _table(caption: str, results: Iterable[CheckResult], words: Words, k: int) -> str:
    head = "".join(f'<th scope="col">{heading}</th>' for heading in words.headings)
    rows = "".join(_row(published(r, k), r, words) for r in results)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{caption}">'
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(plain: dict[str, Any], result: CheckResult, words: Words) -> str:
    described = BY_CHECK[result.check]
    what = described.sv if words.language == "sv" else described.en
    said = plain[f"sentence_{words.language}"]
    if result.status is Status.ERROR:  # such a sentence may quote a cell
        said = words.unreadable
    bad = result.status in {Status.FAILED, Status.ERROR}
    mark = f' class="{result.severity.value}"' if bad else ""
    return (
        f'<tr><th scope="row">{result.table}</th><td>{what}</td>'
        f"<td{mark}>{words.statuses[result.status]}</td>"
        f"<td>{words.severities[result.severity]}</td>"
        f"<td>{escape(said)}</td></tr>"
    )
