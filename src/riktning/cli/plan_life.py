"""`riktning plan` for the life of a revision: draft, match, decide, put in force, compare."""

import hashlib
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from riktning.cli.language import Language, check_language
from riktning.cli.store import open_store
from riktning.core.errors import RiktningError

if TYPE_CHECKING:
    from riktning.apps.plans.models import Item, Revision

Code = Annotated[str, typer.Argument(metavar="PLAN", help="The plan's short code.")]
Number = Annotated[int | None, typer.Option("--revision", help="Its number; default the newest.")]
Actor = Annotated[str, typer.Option(help="Role or account that does this.")]
Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def find(plan: str, number: int | None) -> "Revision":
    """The revision that is meant; RiktningError with what there is when there is none."""
    from riktning.apps.plans.queries import find_revision, latest_revision

    found = latest_revision(plan) if number is None else find_revision(plan, number)
    if found is None:
        latest = latest_revision(plan)
        if latest is None:
            raise RiktningError(f"there is no plan {plan!r}", remedy=_plans_there_are(plan))
        what = f"{plan} has no revision {number}"
        raise RiktningError(what, remedy=f"the newest is {latest.number}")
    return found


def _plans_there_are(wanted: str) -> str:
    """What to do about a code that no plan has, or about a document in a code's place."""
    from riktning.apps.plans.models import Plan

    codes = ", ".join(Plan.objects.order_by("code").values_list("code", flat=True))
    there = f"those there are: {codes}" if codes else "none is stored yet"
    if Path(wanted).suffix or Path(wanted).exists():
        return (
            f"a plan is named by its code ({there}), and a document is stored under one with "
            f"riktning plan import {wanted} --plan CODE"
        )
    return f"{there}; store one: riktning plan import FILE --plan {wanted}"


def find_item(plan: str, number: int) -> "Item":
    """The item of the plan with this number."""
    from riktning.apps.plans.models import Item

    item = Item.objects.filter(plan__code=plan, number=number).select_related("plan").first()
    if item is None:
        raise RiktningError(
            f"{plan} has no item {number}", remedy="`riktning plan items` lists the numbers"
        )
    return item


def day_of(text: str | None) -> date:
    """A day as 2024-11-27; today when none is given."""
    from django.utils import timezone

    if text is None:
        return timezone.localdate()
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise RiktningError(f"{text!r} is no day", remedy="write it as 2024-11-27") from error


def print_json(value: Any) -> None:
    """For machines: UTF-8 whatever the terminal is."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.buffer.flush()


def draft(
    plan: Code,
    revision: Annotated[
        int | None,
        typer.Option(
            "--revision",
            help="Copy this one; default the one in force, else the newest decided, else draft.",
        ),
    ] = None,
    another: Annotated[
        bool, typer.Option("--another", help="Also where one was drafted from it already.")
    ] = False,
    actor: Actor = "command line",
) -> None:
    """Begin next year's revision as a copy of one that is there, with the same items."""
    open_store()
    from riktning.apps.plans.copying import copy_revision
    from riktning.apps.plans.models import Plan
    from riktning.apps.plans.succession import predecessor_in

    found = find(plan, revision)
    if revision is None:
        found = predecessor_in(Plan.objects.get(code=plan)) or found
    begun = found.plan.revisions.filter(state="draft", predecessor=found).order_by("number").last()
    if begun is not None and not another:
        raise RiktningError(
            f"{plan} has a draft made from revision {found.number} already, revision "
            f"{begun.number}",
            remedy="go on with that one, or make one more with --another",
        )
    made = copy_revision(revision=found, actor=actor)
    typer.echo(f"Plan {plan}, revision {made.number} ({made.state}), copied from {found.number}")


def decide(
    plan: Code,
    on: Annotated[str, typer.Option("--on", help="Day of the decision, 2024-11-27.")],
    by: Annotated[str, typer.Option("--by", help="The board or committee.")],
    paragraph: Annotated[str, typer.Option(help="As § 225.")] = "",
    diary: Annotated[str, typer.Option("--diary", help="Diary number.")] = "",
    document: Annotated[
        Path | None, typer.Option(help="The document that was decided; its checksum is kept.")
    ] = None,
    revision: Number = None,
    actor: Actor = "command line",
) -> None:
    """Record the decision; from here on the revision never changes."""
    digest = hashlib.sha256(_content(document)).hexdigest() if document else ""
    open_store()
    from riktning.apps.plans.actions import decide_revision

    done = decide_revision(
        revision=find(plan, revision),
        decided_on=day_of(on),
        decided_by=by,
        paragraph=paragraph,
        diary_number=diary,
        document=document.name if document else "",
        document_sha256=digest,
        actor=actor,
    )
    typer.echo(f"Plan {plan}, revision {done.number}: decided {on} by {by}")


def _content(document: Path) -> bytes:
    try:
        return document.read_bytes()
    except OSError as error:
        raise RiktningError(
            f"the file cannot be read ({error.strerror})", where=str(document)
        ) from error


def put_in_force(plan: Code, revision: Number = None, actor: Actor = "command line") -> None:
    """Make a decided revision the one that applies; the one before is superseded."""
    open_store()
    from riktning.apps.plans import actions

    done = actions.put_in_force(revision=find(plan, revision), actor=actor)
    typer.echo(f"Plan {plan}, revision {done.number}: in force")


def match(
    plan: Code,
    same: Annotated[
        list[str] | None, typer.Option("--same", help="NEW=OLD: the new item is the old one.")
    ] = None,
    other: Annotated[
        list[str] | None, typer.Option("--not-same", help="NEW=OLD: they are two.")
    ] = None,
    revision: Number = None,
    as_json: Json = False,
    actor: Actor = "command line",
) -> None:
    """List what in a draft may be what was in the revision before, or say what is."""
    open_store()
    from riktning.apps.plans.identity import confirm_match, decline_match

    found = find(plan, revision)
    for pairs, act in ((same or [], confirm_match), (other or [], decline_match)):
        for pair in pairs:
            new, old = _pair(plan, pair)
            act(revision=found, new=new, old=old, actor=actor)
    _show_suggestions(found, as_json=as_json)


def _pair(plan: str, text: str) -> "tuple[Item, Item]":
    new, _sign, old = text.partition("=")
    if not (new.strip().isdigit() and old.strip().isdigit()):
        raise RiktningError(f"{text!r} is no pair of items", remedy="write it as 48=12")
    return find_item(plan, int(new)), find_item(plan, int(old))


def _show_suggestions(revision: "Revision", *, as_json: bool) -> None:
    from riktning.apps.plans.identity import suggestions
    from riktning.apps.plans.models import Item

    found = suggestions(revision)
    numbers = dict(Item.objects.filter(plan=revision.plan).values_list("pk", "number"))
    if as_json:
        rows = [
            {
                "new": numbers[s.new.item], "old": numbers[s.old.item], "kind": s.new.kind,
                "text": s.new.text, "before": s.old.text, "likeness": s.likeness,
                "common_words": s.common, "words": s.words, "moved": s.moved,
            }
            for s in found
        ]  # fmt: skip
        print_json(rows)
        return
    if not found:
        typer.echo("Nothing to match.")
    for s in found:
        moved = ", elsewhere" if s.moved else ""
        typer.echo(
            f"{numbers[s.new.item]}={numbers[s.old.item]}  {s.likeness:.0%}, {s.common} of "
            f"{s.words} words{moved}  {s.new.kind}\n  now:    {s.new.text}\n  before: {s.old.text}"
        )


def diff(
    plan: Code,
    before: Annotated[int | None, typer.Argument(help="Number of the earlier revision.")] = None,
    after: Annotated[int | None, typer.Argument(help="Number of the later one.")] = None,
    as_json: Json = False,
    word: Annotated[Path | None, typer.Option(help="Write it as a Word document.")] = None,
    language: Language = "sv",
) -> None:
    """Show what changed between two revisions; by default the newest and the one before it."""
    open_store()
    from riktning.apps.plans.comparing import compared, names_in
    from riktning.cli.plan_diff import as_plain, show

    check_language(language)
    later = find(plan, after)
    earlier = find(plan, before) if before is not None else later.predecessor
    if earlier is None:
        raise RiktningError(
            f"{plan} {later.number} follows no other revision", remedy="name two revisions"
        )
    found, names = compared(earlier, later), names_in(language)
    open_questions = _open_questions(earlier, later)
    if word is not None:
        from riktning.documents.plans.changes_word import write_changes

        operational = later.plan.kind == "operational"
        write_changes(
            found, word, issued=day_of(None), language=language, names=names,
            operational=operational,
        )  # fmt: skip
        typer.echo(f"Wrote {word}")
    elif as_json:
        print_json({**as_plain(found), "open_matches": open_questions})
    else:
        show(found, names, language)
    if open_questions and not as_json:
        typer.echo(_UNMATCHED[language].format(count=open_questions, plan=plan), err=True)


_UNMATCHED = {
    "sv": "{count} poster kan vara desamma som tidigare i andra ord; ingen har svarat än, och här "
    "räknas de som borttagna och nya: riktning plan match {plan}",
    "en": "{count} items may be earlier ones in other words; nobody has answered yet, and here "
    "they count as removed and new: riktning plan match {plan}",
}


def _open_questions(earlier: "Revision", later: "Revision") -> int:
    """What may be the same, between a draft and the revision that it follows."""
    from riktning.apps.plans.identity import suggestions

    if later.state != "draft" or later.predecessor != earlier:
        return 0
    return len(suggestions(later))
