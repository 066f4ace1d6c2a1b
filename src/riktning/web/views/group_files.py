"""What the pages of groups show, as files: how they hang together, and what is amiss."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.governance.linting import lint
from riktning.apps.governance.networks import network_on
from riktning.web.presenters import groups as present
from riktning.web.table_files import table_file
from riktning.web.views.groups import sought_network
from riktning.web.views.plan_changes import reading_language


def network_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The groups that the address chooses, with whom each reports to, escalates to and shares."""
    part = sought_network(request, network_on(timezone.localdate()))
    rows = [
        (row.name, row.reports, row.escalates, row.shares) for row in present.network_rows(part)
    ]
    heads = (_("Grupp"), _("Rapporterar till"), _("Eskalerar till"), _("Delar ledamöter med"))
    return table_file(ending, _("gruppernas nät"), heads, rows)


def findings_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Everything amiss, a finding a row."""
    rows = present.finding_cells(lint(timezone.localdate()), reading_language())
    heads = (_("Fynd"), _("Vad"), _("Grupper"), _("Att göra"))
    return table_file(ending, _("fynd bland grupper"), heads, rows)
