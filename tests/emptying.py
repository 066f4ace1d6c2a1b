"""Only in tests may the whole store be emptied."""


def emptied(connection, statements):
    """The statements that empty the store, with the triggers away while they run."""
    from riktning.apps.organisation import triggers as trail
    from riktning.apps.plans import triggers as plans

    vendor = connection.vendor
    away = [*trail.DROP[vendor], *plans.drop_statements(connection)]
    return [*away, *statements, *trail.CREATE[vendor], *plans.create_statements(connection)]
