"""Only in tests may the whole store be emptied."""


def emptied(connection, statements):
    """The statements that empty the store, with the triggers away while they run."""
    from riktning.apps.followup.rounds import triggers as rounds
    from riktning.apps.governance import triggers as governance
    from riktning.apps.meetings import triggers as meetings
    from riktning.apps.needs import triggers as needs
    from riktning.apps.organisation import triggers as trail
    from riktning.apps.plans import triggers as plans
    from riktning.apps.reports import triggers as reports
    from riktning.apps.scenarios import triggers as scenarios

    vendor = connection.vendor
    kept = (plans, rounds, governance, needs, meetings, reports, scenarios)
    away = [*trail.DROP[vendor], *(s for each in kept for s in each.drop_statements(connection))]
    back = [
        *trail.CREATE[vendor],
        *(s for each in kept for s in each.create_statements(connection)),
    ]
    return [*away, *statements, *back]
