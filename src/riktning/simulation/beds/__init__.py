"""Beds and those who need them: the laws of queues, and a hospital bed by bed."""
