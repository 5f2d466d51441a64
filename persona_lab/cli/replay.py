"""The verb(s) of `replay`."""

import typer


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
