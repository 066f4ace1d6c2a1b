"""What a round refuses."""

from riktning.core.errors import RiktningError


class RoundError(RiktningError):
    """A round, a report or an answer is not as it must be."""


class SamePersonError(RoundError):
    """Somebody else has to take this step: four eyes read a report."""


class UnknownBaseError(RoundError):
    """What is saved does not say which version of the answer was in front of the person."""


class SteppedMeanwhileError(RoundError):
    """The report has been handed on or back since the person read it."""


class NotPermittedError(RoundError):
    """The state of a report does not permit this."""
