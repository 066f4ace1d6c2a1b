"""What can be wrong with a plan; each is one sentence with a remedy."""

from riktning.core.errors import RiktningError


class PlanError(RiktningError):
    """A plan or revision cannot be stored, found or linked as asked."""


class NotPermittedError(PlanError):
    """The state of the revision does not permit the act."""


class ChangedMeanwhileError(PlanError):
    """Somebody else changed what the person had in front of them; nothing has been done."""

    def __init__(self, what: str, who: tuple[str, ...], *, where: str, remedy: str) -> None:
        self.who = who
        super().__init__(what, where=where, remedy=remedy)
