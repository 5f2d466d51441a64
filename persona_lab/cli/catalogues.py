"""The verb(s) of `catalogues`."""

import typer


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
