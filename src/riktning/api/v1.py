"""Version 1 of the REST API: what is published, read-only."""

from ninja import NinjaAPI

from riktning import __version__

api = NinjaAPI(
    title="Riktning",
    version=__version__,
    urls_namespace="api-v1",
    description="Indicators, series, runs and plans as published. Hidden figures are never sent.",
    docs_url=None,  # the interactive page would load scripts from elsewhere
)
