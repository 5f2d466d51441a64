"""Getting a model file into the cache folder: from an address, the Hugging Face hub, or a file on this machine."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from persona_lab.errors import NotFoundError, ProviderError, UsageError
from persona_lab.home import models_folder
from persona_lab.llm.files import ModelFile, checked_name
from persona_lab.text import one_line

if TYPE_CHECKING:
    import httpx

OnProgress = Callable[[int, int | None], None]
"""Called with the bytes that are there and the bytes there will be, if that is known."""

KNOWN = {
    "qwen2.5-0.5b-instruct": "hf:Qwen/Qwen2.5-0.5B-Instruct-GGUF/qwen2.5-0.5b-instruct-q4_k_m.gguf",
    "qwen2.5-1.5b-instruct": "hf:Qwen/Qwen2.5-1.5B-Instruct-GGUF/qwen2.5-1.5b-instruct-q4_k_m.gguf",
    "qwen2.5-3b-instruct": "hf:Qwen/Qwen2.5-3B-Instruct-GGUF/qwen2.5-3b-instruct-q4_k_m.gguf",
    "smollm2-1.7b-instruct": "hf:HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF/smollm2-1.7b-instruct-q4_k_m.gguf",
}
"""Names that can be pulled without an address."""

_HUB = re.compile(r"hf:(?P<repo>[\w.-]+/[\w.-]+)/(?P<file>[\w./-]+\.gguf)")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LARGEST = 200 * 10**9
_MOST_REDIRECTS = 5
_MAGIC = b"GGUF"


@dataclass(frozen=True, slots=True)
class Pulled:
    """A model file that is in the cache folder now."""

    file: ModelFile
    sha256: str
    """Of the whole file, as computed here."""
    checked_against: str | None
    """Whose checksum it was compared with: 'yours', 'the hub', or None when there was none to compare with."""


def pull(
    source: str, *, name: str | None = None, sha256: str | None = None, on_progress: OnProgress | None = None
) -> Pulled:
    """The model file, fetched or copied into the cache folder; a download that broke off goes on where it stopped.

    `source` is a known name, an http(s) address, `hf:REPO/FILE`, or the path of a GGUF file. Raises UsageError,
    NotFoundError or ProviderError; nothing is installed then.
    """
    if sha256 is not None:
        sha256 = sha256.strip().lower()
        if not _SHA256.fullmatch(sha256):
            raise UsageError(f"{one_line(sha256)!r} is no SHA-256 checksum: 64 hexadecimal digits.")
    path = Path(source).expanduser()
    address = _address(KNOWN.get(source, source))
    if address is None and not path.is_file():
        raise NotFoundError(_unknown(source))
    stem = source if source in KNOWN else PurePosixPath(unquote(urlsplit(address).path)).stem if address else path.stem
    target = models_folder() / f"{checked_name(name or stem)}.gguf"
    if target.exists():
        raise UsageError(
            f"A local model is already named {target.stem!r}. Give another name with --name, or delete it."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    progress = on_progress or (lambda _done, _total: None)
    promised = None
    if address:
        promised = _download(address, partial, progress)
    else:
        # a plain copy, because a link would change with the original
        shutil.copyfile(path, partial)
        progress(partial.stat().st_size, partial.stat().st_size)
    return _install(partial, target, source, sha256, promised)


def _install(partial: Path, target: Path, source: str, given: str | None, promised: str | None) -> Pulled:
    with partial.open("rb") as stream:
        is_gguf = stream.read(4) == _MAGIC
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if not is_gguf:
        partial.unlink()
        raise UsageError(
            f"{source!r} is no GGUF file: it does not begin with 'GGUF'. Choose a file that ends in .gguf."
        )
    expected = given or promised
    if expected is not None and expected != digest:
        partial.unlink()
        raise UsageError(f"The checksum of {source!r} is {digest}, not {expected}. It was not kept; pull it again.")
    size = partial.stat().st_size
    record = {"format": "persona-lab.model/1", "source": source, "sha256": digest, "bytes": size}
    target.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    partial.replace(target)
    checked_against = "yours" if given else "the hub" if promised else None
    return Pulled(ModelFile(target.stem, target, size), digest, checked_against)


def _address(source: str) -> str | None:
    """The address behind a source, or None when it is a path or an unknown name. Raises UsageError."""
    if source.startswith("hf:"):
        match = _HUB.fullmatch(source)
        if match is None or ".." in source:
            raise UsageError(f"{source!r} is no file of the hub. Write it as hf:OWNER/REPO/FILE.gguf.")
        from huggingface_hub import hf_hub_url

        return str(hf_hub_url(match["repo"], match["file"]))
    if "://" in source:
        return _checked(source)
    return None


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        raise UsageError(f"{address!r} is no address.") from None
    is_loopback = host in {"127.0.0.1", "localhost", "::1"}
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback)):
        raise UsageError(f"{one_line(address)!r} cannot be pulled: only https addresses, or http on this machine.")
    return address


def _download(address: str, partial: Path, on_progress: OnProgress) -> str | None:
    """Fetch into `partial`, from where it ends; the checksum that the hub promises, if it does."""
    import httpx

    mark = partial.with_suffix(".source")
    if not (partial.exists() and mark.exists() and mark.read_text(encoding="utf-8") == address):
        partial.unlink(missing_ok=True)
        mark.write_text(address, encoding="utf-8")
    try:
        with httpx.Client(timeout=httpx.Timeout(30.0), headers={"User-Agent": "persona-lab"}) as client:
            promised = _fetch(client, address, partial, on_progress)
    except httpx.HTTPError as error:
        raise ProviderError(
            f"{one_line(address)!r} could not be fetched ({type(error).__name__}). Run the same command again: "
            "it goes on where it stopped."
        ) from None
    mark.unlink(missing_ok=True)
    return promised


def _fetch(client: "httpx.Client", address: str, partial: Path, on_progress: OnProgress) -> str | None:
    promised: str | None = None
    for _ in range(_MOST_REDIRECTS):
        there = partial.stat().st_size if partial.exists() else 0
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={there}-"} if there else {})
        with client.stream("GET", address, headers=headers) as response:
            # the hub tells a large file's SHA-256 on the way to it
            linked = response.headers.get("x-linked-etag", "").strip('"')
            promised = linked if _SHA256.fullmatch(linked) else promised
            if response.is_redirect:
                address = _redirected(address, response.headers["location"])
                continue
            resumes = response.headers.get("content-range", "").startswith(f"bytes {there}-")
            if response.status_code == 416 or (response.status_code == 206 and not resumes):
                # what is there is not a beginning of this file
                partial.unlink(missing_ok=True)
                continue
            if response.status_code not in {200, 206}:
                raise ProviderError(
                    f"{one_line(address)!r} answered {response.status_code}. Check the address, "
                    "or fetch the file yourself and pull it by its path."
                )
            _write(response, partial, there if response.status_code == 206 else 0, on_progress)
            return promised
    raise ProviderError(f"{one_line(address)!r} sends us in circles. Fetch the file yourself and pull it by its path.")


def _redirected(address: str, location: str) -> str:
    following = _checked(urljoin(address, location))
    if urlsplit(address).scheme == "https" and urlsplit(following).scheme != "https":
        raise UsageError(f"{one_line(address)!r} redirects from https to http, which is not followed.")
    return following


def _write(response: "httpx.Response", partial: Path, there: int, on_progress: OnProgress) -> None:
    length = response.headers.get("content-length", "")
    total = there + int(length) if length.isdigit() else None
    if (total or 0) > _LARGEST:
        raise UsageError(f"The file has {total} bytes, which is more than any model we could run.")
    free = shutil.disk_usage(partial.parent).free
    if total is not None and total - there > free:
        raise UsageError(f"The file needs {(total - there) / 1e9:.1f} GB; {free / 1e9:.1f} GB are free.")
    with partial.open("ab" if there else "wb") as out:
        # as they arrive: a fixed size would hold back, and lose, what came before a break
        for chunk in response.iter_bytes():
            out.write(chunk)
            there += len(chunk)
            on_progress(there, total)
            if there > _LARGEST:
                raise UsageError("The file never ends; it was stopped.")


def _unknown(source: str) -> str:
    from rapidfuzz.process import extractOne

    near = extractOne(source, list(KNOWN), score_cutoff=60)
    hint = f"Did you mean {near[0]!r}?" if near else f"Known names: {', '.join(KNOWN)}."
    return f"{source!r} is no known model, address, hf:OWNER/REPO/FILE.gguf or GGUF file. {hint}"
