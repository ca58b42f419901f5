"""What a table names instead of importing it: a table of many classes costs a start no more than those it asks for."""

from importlib import import_module
from typing import Any


def looked_up(package: str, where: str) -> Any:
    """The ``module.name`` of a package."""
    module, _, name = where.partition(".")
    return getattr(import_module(f"{package}.{module}"), name)
