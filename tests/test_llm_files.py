"""Model files: pulling them from a real server on loopback, and refusing what should not be pulled."""

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from persona_lab.errors import NotFoundError, ProviderError, UsageError
from persona_lab.llm import files
from persona_lab.llm.local import installed_names, served
from persona_lab.llm.pull import pull

MODEL = b"GGUF" + bytes(range(256)) * 4000
SHA256 = hashlib.sha256(MODEL).hexdigest()


class Hub:
    """A file server that understands ranges, can break off once, and redirects on order."""

    def __init__(self) -> None:
        self.breaks_after: int | None = None
        self.ranges: list[str | None] = []
        self.promised: str | None = None
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None: ...

            def do_GET(self) -> None:
                hub.answer(self)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = handler.headers["Range"]
        self.ranges.append(asked)
        redirects = {"/to-http.gguf": "http://models.example/m.gguf", "/to-file.gguf": "file:///m.gguf"}
        if handler.path in redirects or handler.path == "/linked.gguf":
            handler.send_response(302)
            handler.send_header("Location", redirects.get(handler.path, "/small.gguf"))
            if self.promised is not None:
                handler.send_header("X-Linked-ETag", f'"{self.promised}"')
            handler.end_headers()
            return
        if handler.path == "/gone.gguf":
            handler.send_error(404)
            return
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        content = b"<html>" if handler.path == "/page.gguf" else MODEL
        handler.send_response(206 if asked else 200)
        if asked:
            handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        handler.send_header("Content-Length", str(len(content) - start))
        handler.end_headers()
        end = len(content) if self.breaks_after is None else self.breaks_after
        self.breaks_after = None
        handler.wfile.write(content[start:end])


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()
    yield hub
    hub.server.shutdown()
    hub.server.server_close()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PERSONA_LAB_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "models"


def test_a_pulled_model_is_listed_with_its_checksum_recorded(hub: Hub, folder: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    pulled = pull(f"{hub.address}/small.gguf", on_progress=lambda done, total: seen.append((done, total)))
    assert (pulled.sha256, pulled.checked_against) == (SHA256, None)
    assert seen[-1] == (len(MODEL), len(MODEL))
    assert installed_names() == ("local/small",)
    assert files.find("small").path.read_bytes() == MODEL
    record = json.loads((folder / "small.json").read_text())
    assert (record["sha256"], record["source"]) == (SHA256, f"{hub.address}/small.gguf")
    assert sorted(path.name for path in folder.iterdir()) == ["small.gguf", "small.json"]


def test_a_download_that_broke_off_goes_on_where_it_stopped(hub: Hub) -> None:
    hub.breaks_after = 300_000
    with pytest.raises(ProviderError, match="goes on where it stopped"):
        pull(f"{hub.address}/small.gguf")
    assert installed_names() == ()
    assert pull(f"{hub.address}/small.gguf", sha256=SHA256).checked_against == "yours"
    assert hub.ranges[0] is None
    assert hub.ranges[1] is not None
    assert hub.ranges[1] != "bytes=0-"


def test_the_rest_of_another_file_is_never_joined_to_a_beginning(hub: Hub) -> None:
    hub.breaks_after = 300_000
    with pytest.raises(ProviderError):
        pull(f"{hub.address}/small.gguf", name="mine")
    pull(f"{hub.address}/other.gguf", name="mine")
    assert hub.ranges == [None, None]


def test_the_checksum_that_the_hub_promises_is_checked(hub: Hub) -> None:
    hub.promised = SHA256
    assert pull(f"{hub.address}/linked.gguf").checked_against == "the hub"
    hub.promised = "0" * 64
    with pytest.raises(UsageError, match="checksum"):
        pull(f"{hub.address}/linked.gguf", name="second")
    assert installed_names() == ("local/linked",)


def test_a_wrong_checksum_installs_nothing(hub: Hub, folder: Path) -> None:
    with pytest.raises(UsageError, match=SHA256):
        pull(f"{hub.address}/small.gguf", sha256="1" * 64)
    assert list(folder.iterdir()) == []


def test_a_page_that_is_no_model_installs_nothing(hub: Hub) -> None:
    with pytest.raises(UsageError, match="GGUF"):
        pull(f"{hub.address}/page.gguf")
    assert installed_names() == ()


@pytest.mark.parametrize("path", ["/to-http.gguf", "/to-file.gguf"])
def test_a_redirect_to_an_unsafe_address_is_refused(hub: Hub, path: str) -> None:
    with pytest.raises(UsageError, match="only https"):
        pull(hub.address + path)


def test_a_missing_file_says_what_the_server_answered(hub: Hub) -> None:
    with pytest.raises(ProviderError, match="404"):
        pull(f"{hub.address}/gone.gguf")


@pytest.mark.parametrize(
    "source",
    [
        "http://models.example/m.gguf",
        "ftp://127.0.0.1/m.gguf",
        "file:///etc/passwd",
        "hf:owner/m.gguf",
        "hf:a/b/../m.gguf",
    ],
)
def test_an_unsafe_source_is_refused(source: str) -> None:
    with pytest.raises(UsageError):
        pull(source)


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".hidden", "-x", "a\x1b[31m", "n" * 101])
def test_a_name_is_never_a_path(name: str, tmp_path: Path) -> None:
    (tmp_path / "m.gguf").write_bytes(MODEL)
    with pytest.raises(UsageError, match="name"):
        pull(str(tmp_path / "m.gguf"), name=name or "..")
    with pytest.raises(UsageError, match="name"):
        files.find(name)


def test_a_file_on_this_machine_is_copied_in(tmp_path: Path) -> None:
    original = tmp_path / "mine.gguf"
    original.write_bytes(MODEL)
    assert pull(str(original)).sha256 == SHA256
    original.unlink()
    assert files.find("mine").path.read_bytes() == MODEL
    original.write_bytes(MODEL)
    with pytest.raises(UsageError, match="already named 'mine'"):
        pull(str(original))


def test_an_unknown_source_names_the_nearest() -> None:
    with pytest.raises(NotFoundError, match=r"'qwen2\.5-1\.5b-instruct'"):
        pull("qwen2.5-1.5b-instuct")


def test_a_file_that_cannot_be_loaded_is_one_clear_sentence(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(MODEL)
    with pytest.raises(ProviderError, match="'broken' could not be loaded") as caught, served(broken, "broken"):
        pass
    assert "\n" not in str(caught.value)


STAND_IN = """
import json, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

def CommonParams():
    return SimpleNamespace(model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace())

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

class Server:
    def __init__(self, params):
        print("llama.cpp may print what it likes")
        self.server = ThreadingHTTPServer((params.hostnames[0], params.port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.listening_address = "http://127.0.0.1:%d" % self.server.server_address[1]
"""
PARENT = """
import sys
from pathlib import Path
from persona_lab.llm.local import served
with served(Path(sys.argv[1]), "tiny", tell=lambda line: print(line, file=sys.stderr)) as server:
    print(server.process.pid, server.address, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("killed", [False, True], ids=["ends", "is-killed"])
def test_a_local_server_ends_with_its_parent_however_that_ends(tmp_path: Path, killed: bool) -> None:
    # a stand-in for the extra, so that this holds where no model file is: the process handling is ours
    (tmp_path / "xllamacpp.py").write_text(STAND_IN)
    (tmp_path / "tiny.gguf").write_bytes(MODEL)
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", PARENT, str(tmp_path / "tiny.gguf")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        _, address = parent.stdout.readline().split()
        assert httpx.get(address, trust_env=False).status_code == 200
        if killed:
            parent.kill()
            parent.wait()
        else:
            _, told = parent.communicate()
            assert "tiny is ready" in told
    assert refuses_within(5.0, address)


def refuses_within(seconds: float, address: str) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            httpx.get(address, trust_env=False)
        except httpx.ConnectError:
            return True
        except httpx.HTTPError:
            pass
        time.sleep(0.02)
    return False
