"""The verb(s) of `doctor`."""

import typer


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
