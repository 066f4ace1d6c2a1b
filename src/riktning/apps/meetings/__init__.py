"""Meetings of groups: agenda, positions asked for, deck, minutes, calendar."""
