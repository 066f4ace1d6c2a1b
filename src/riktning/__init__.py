"""Riktning: is a health region moving in the direction its strategy says, and fast enough?"""

__version__ = "0.1.0"
