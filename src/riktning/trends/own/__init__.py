"""Anyone's own series: from a CSV file to charts, statements, direction and pace."""
