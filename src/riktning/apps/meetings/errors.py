"""What can be wrong with a meeting; each is one sentence with a remedy."""

from riktning.core.errors import RiktningError


class MeetingError(RiktningError):
    """A meeting, its agenda, a position or its minutes cannot be stored or found as asked."""
