"""The verb(s) of `spar`."""

import typer


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""


def open_home(ctx: typer.Context) -> None:
    """Open the lab at its home screen."""
