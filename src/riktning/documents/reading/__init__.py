"""Plan documents in: Word, PDF, Excel and extracted text become a draft with open questions."""

from riktning.documents.reading.operational import read_operational
from riktning.documents.reading.plan import read_plan

__all__ = ["read_operational", "read_plan"]
