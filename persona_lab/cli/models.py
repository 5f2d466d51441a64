"""The verb(s) of `models`."""

import typer


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
