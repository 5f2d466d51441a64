"""Every test runs without a network, without keys, and with a data folder of its own."""

import os
from pathlib import Path

import pytest

SECRETS = ("API_KEY", "API_TOKEN", "ACCESS_KEY", "SECRET")


@pytest.fixture(autouse=True)
def closed_room(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own; no provider's key; child processes find no way out either."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith("PERSONA_LAB_") or any(part in name.upper() for part in SECRETS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PERSONA_LAB_HOME", str(home))
    # pytest-socket guards this process; a child that tries to leave loopback meets a closed port
    for proxy in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(proxy, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost,::1")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost,::1")
    monkeypatch.setenv("COLUMNS", "80")
    return home
