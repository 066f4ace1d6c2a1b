"""What is amiss among groups, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from riktning.documents.groups.findings import Amiss, Finding


@dataclass(frozen=True, slots=True)
class AmissWords:
    """A heading for the kind of finding, what to do about it, and one finding as a sentence."""

    heading: str
    remedy: str
    one: str


WORDS: Mapping[str, Mapping[Amiss, AmissWords]] = {
    "sv": {
        Amiss.NO_REPORTING: AmissWords(
            "Grupper utan rapporteringsväg",
            "skriv in vem gruppen rapporterar till, eller föreslå att den avslutas",
            "{first} rapporterar inte till någon",
        ),
        Amiss.REPORTS_TO_CLOSED: AmissWords(
            "Grupper som rapporterar till en avslutad grupp",
            "avsluta vägen och skriv in vem gruppen rapporterar till nu",
            "{first} rapporterar till {second}, som är avslutad eller inte har börjat",
        ),
        Amiss.BELOW_CLOSED: AmissWords(
            "Undergrupper till en avslutad grupp",
            "låt gruppen stå för sig själv eller under en annan grupp, eller föreslå att den "
            "avslutas",
            "{first} är undergrupp till {second}, som är avslutad eller inte har börjat",
        ),
        Amiss.CIRCLE: AmissWords(
            "Cirklar i rapportering och eskalering",
            "bestäm vilken av vägarna som inte ska finnas",
            "{all} leder tillbaka till {first}",
        ),
        Amiss.NO_HOLDER: AmissWords(
            "Ansvar som ingen har",
            "ge ansvaret till en grupp",
            "{about}: ingen grupp har ansvaret",
        ),
        Amiss.NO_CHAIR: AmissWords(
            "Grupper utan ordförande", "utse en ordförande", "{first} har ingen ordförande"
        ),
        Amiss.OUT_OF_OFFICE: AmissWords(
            "Ledamöter som inte längre är i tjänst",
            "avsluta platsen och utse någon annan",
            "{first}: {about}",
        ),
        Amiss.NO_ASSIGNMENT: AmissWords(
            "Grupper utan beslutad uppdragshandling",
            "skriv uppdragshandlingen och för in beslutet",
            "{first} har ingen beslutad uppdragshandling",
        ),
        Amiss.OVERLAP: AmissWords(
            "Uppdrag som liknar varandra",
            "läs de gemensamma passagerna och dra gränsen, eller slå ihop grupperna",
            "{first} och {second}",
        ),
    },
    "en": {
        Amiss.NO_REPORTING: AmissWords(
            "Groups without a way of reporting",
            "enter whom the group reports to, or propose to close it",
            "{first} reports to nobody",
        ),
        Amiss.REPORTS_TO_CLOSED: AmissWords(
            "Groups that report to a closed group",
            "end that way and enter whom the group reports to now",
            "{first} reports to {second}, which is closed or has not begun",
        ),
        Amiss.BELOW_CLOSED: AmissWords(
            "Subgroups of a closed group",
            "let the group stand alone or below another group, or propose to close it",
            "{first} is a subgroup of {second}, which is closed or has not begun",
        ),
        Amiss.CIRCLE: AmissWords(
            "Circles in reporting and escalation",
            "decide which of the ways shall not be",
            "{all} lead back to {first}",
        ),
        Amiss.NO_HOLDER: AmissWords(
            "Responsibilities nobody has",
            "give the responsibility to a group",
            "{about}: no group has it",
        ),
        Amiss.NO_CHAIR: AmissWords(
            "Groups without a chair", "appoint a chair", "{first} has no chair"
        ),
        Amiss.OUT_OF_OFFICE: AmissWords(
            "Members no longer in office",
            "end the seat and appoint somebody else",
            "{first}: {about}",
        ),
        Amiss.NO_ASSIGNMENT: AmissWords(
            "Groups without a decided assignment",
            "write the assignment document and enter the decision",
            "{first} has no decided assignment document",
        ),
        Amiss.OVERLAP: AmissWords(
            "Assignments that are alike",
            "read the passages in common and draw the line, or join the groups",
            "{first} and {second}",
        ),
    },
}


def sentence(
    finding: Finding, names: Mapping[str, str], duties: Mapping[str, str], language: str
) -> str:
    """The finding with the groups' names; a duty by its text."""
    called = [names.get(code, code) for code in finding.groups]
    return WORDS[language][finding.amiss].one.format(
        first=called[0] if called else "",
        second=called[1] if len(called) > 1 else "",
        all=" → ".join(called),
        about=duties.get(finding.about, finding.about),
    )
