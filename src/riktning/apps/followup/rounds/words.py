"""Rounds in words, the same on pages, in Excel and in the terminal; in the reader's language."""

from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.checking import (
    HIGH_RISK,
    LONGEST_OWNER,
    LONGEST_TEXT,
    Fault,
    Lack,
)
from riktning.apps.followup.rounds.models import Report, RoundKind
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.followup.rounds.statuses import light_of


def round_words(kind: str, year: int) -> str:
    """``tertial 2 2025``."""
    return f"{RoundKind(kind).label} {year}"


def act_words(act: str) -> str:
    """What was done, in the past tense."""
    return {
        Act.OPEN: _("öppnades"),
        Act.ANSWER: _("besvarades"),
        Act.SUBMIT: _("skickades in"),
        Act.APPROVE: _("godkändes"),
        Act.SEND_BACK: _("skickades tillbaka"),
        Act.ACCEPT: _("togs emot"),
        Act.LOCK: _("låstes"),
        Act.REOPEN: _("öppnades igen"),
    }[Act(act)]


def act_button(act: Act) -> str:
    """What a button says."""
    return {
        Act.OPEN: _("Öppna"),
        Act.ANSWER: _("Spara"),
        Act.SUBMIT: _("Skicka in"),
        Act.APPROVE: _("Godkänn"),
        Act.SEND_BACK: _("Skicka tillbaka"),
        Act.ACCEPT: _("Ta emot"),
        Act.LOCK: _("Lås"),
        Act.REOPEN: _("Öppna igen"),
    }[act]


def own_words() -> str:
    """Why somebody may not take a step."""
    return _("Du skickade in rapporten. Någon annan läser och godkänner eller tar emot den.")


def not_now_words(report: Report) -> str:
    """Why a report takes no answers or steps now."""
    if report.round.opens_on > timezone.localdate():
        day = report.round.opens_on.isoformat()
        return _("Rundan öppnar %(day)s och besvaras från och med den dagen.") % {"day": day}
    return _("Rapporten har gått vidare i en annan flik eller hos någon annan. Läs om sidan.")


def stepped_words() -> str:
    """Why a step was not taken."""
    return _("Rapporten har lämnats vidare eller tillbaka sedan du läste den. Läs den som den är nu, och gör om det.")  # fmt: skip  # noqa: E501 - one text to translate


def not_whole_words() -> str:
    """Why nothing of a form was stored."""
    return _("Formuläret var inte helt, och inget är sparat. Läs igenom svaren och spara igen.")


def light_words(status: str) -> str:
    """The colour that a status shines with; empty when nothing has been said."""
    words = {
        "green": _("grönt"),
        "yellow": _("gult"),
        "red": _("rött"),
        "not_measured": _("inget ljus"),
    }
    light = light_of(status)
    return words[light] if light else ""


def field_words(field: str) -> str:
    """What a field of an answer is called."""
    return {
        "status": _("Status"),
        "comment": _("Kommentar"),
        "next_steps": _("Nästa steg"),
        "likelihood": _("Sannolikhet"),
        "consequence": _("Konsekvens"),
        "risk_measure": _("Åtgärd"),
        "risk_owner": _("Ansvarig roll"),
        "numerator": _("Täljare eller antal"),
        "denominator": _("Nämnare"),
    }[field]


def fault_words(fault: Fault) -> str:
    """What is wrong and what would mend it, in one sentence."""
    return {
        Lack.NO_STATUS: _("Välj en status."),
        Lack.NOT_A_STATUS: _("Välj en av de statusar som finns."),
        Lack.SAY_WHY: _("Skriv en kommentar: rött och gult behöver ett skäl."),
        Lack.EXPLAIN: _("Skriv en kommentar: statusen säger annat än mätningen."),
        Lack.HALF_RISK: _("Ange både sannolikhet och konsekvens, eller ingen av dem."),
        Lack.RISK_RANGE: _("Ange ett tal från 1 till 4."),
        Lack.NO_MEASURE: _("Skriv en åtgärd: risken är %(risk)d eller mer.") % {"risk": HIGH_RISK},
        Lack.NO_OWNER: _("Ange vilken roll som ansvarar för åtgärden."),
        Lack.NO_FIGURE: _("Ange antalet, eller välj ”mäts inte”."),
        Lack.NO_DENOMINATOR: _("Ange nämnaren; den är större än 0."),
        Lack.BAD_FIGURE: _("Skriv ett tal som är 0 eller mer, till exempel 61,2."),
        Lack.MORE_THAN_ALL: _("Täljaren är en del av nämnaren och kan inte vara större."),
        Lack.TOO_LONG: _("Texten är för lång. Skriv högst %(longest)d tecken.")
        % {"longest": LONGEST_OWNER if fault.field == "risk_owner" else LONGEST_TEXT},
    }[fault.lack]


def grade_words(field: str) -> tuple[tuple[int, str], ...]:
    """The four grades of likelihood or consequence."""
    if field == "likelihood":
        names = (_("osannolik"), _("mindre sannolik"), _("möjlig"), _("sannolik"))
    else:
        names = (_("försumbar"), _("lindrig"), _("kännbar"), _("allvarlig"))
    return tuple(enumerate(names, 1))
