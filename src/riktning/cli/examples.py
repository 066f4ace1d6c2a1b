"""Where the examples lie, under the name that commands know."""

from riktning.core.examples import examples_folder

__all__ = ["examples_folder"]
