"""What people judge, beside what is computed; and the reports that were written."""
