"""The verb(s) of `sessions`."""

import typer


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
