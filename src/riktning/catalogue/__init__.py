"""What is measured: one YAML file an indicator, code lists as CSV, schema and loader."""

from riktning.catalogue.loading import Catalogue, load
from riktning.catalogue.model import Definition

__all__ = ["Catalogue", "Definition", "load"]
