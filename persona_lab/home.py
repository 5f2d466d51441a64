"""Where the user's things are kept; PERSONA_LAB_HOME moves them all into one folder."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """The folder of sessions and of the user's own personas, scenarios and rubrics. Nothing is created."""
    if (chosen := _chosen()) is not None:
        return chosen
    from platformdirs import user_data_path

    return user_data_path("persona-lab", appauthor=False)


def models_folder() -> Path:
    """The folder of local model files. Nothing is created."""
    if (chosen := _chosen()) is not None:
        return chosen / "models"
    from platformdirs import user_cache_path

    return user_cache_path("persona-lab", appauthor=False) / "models"


def _chosen() -> Path | None:
    home = os.environ.get("PERSONA_LAB_HOME", "").strip()
    return Path(home).expanduser() if home else None
