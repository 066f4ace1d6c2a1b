"""Settings, addresses, WSGI."""
