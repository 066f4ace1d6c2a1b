"""Every indicator counted a second time, slowly, from the text of its definition."""

from oracle import contacts, listed, published, registers, residents, stays, waits
from oracle.counting import MEASURES as ORACLES

__all__ = ["ORACLES", "contacts", "listed", "published", "registers", "residents", "stays", "waits"]
