"""The verb(s) of `duel`."""

import typer


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
