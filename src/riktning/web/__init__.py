"""Pages: views, presenters, templates, static files."""
