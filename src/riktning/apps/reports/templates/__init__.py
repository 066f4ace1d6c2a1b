"""The kinds of reports there are, as data files beside this one."""

from riktning.apps.reports.templates.reading import laid_out, template, templates
from riktning.apps.reports.templates.template import Scope, Template, TemplateSection

__all__ = ["Scope", "Template", "TemplateSection", "laid_out", "template", "templates"]
