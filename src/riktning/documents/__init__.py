"""Plan documents in, reports and charts out."""
