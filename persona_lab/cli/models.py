"""The verbs of `models`: which models there are, getting one, serving one, trying one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from persona_lab.cli.output import say, say_json, tell

if TYPE_CHECKING:
    from persona_lab.llm.pull import Pulled


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    verbs = typer.Typer(help="Models on this machine and at providers: list, pull, serve, check.", no_args_is_help=True)
    verbs.command("list")(list_models)
    verbs.command("pull")(pull_model)
    verbs.command("serve")(serve_model)
    verbs.command("check")(check_model)
    app.add_typer(verbs, name="models")


def list_models(as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """The configured model, the model files on this machine, and the names that can be pulled."""
    from persona_lab.cli.compose import load_env_file
    from persona_lab.home import models_folder
    from persona_lab.llm import files, pull

    load_env_file()
    configured = os.environ.get("PERSONA_LAB_MODEL", "").strip() or None
    installed = files.installed()
    here = {file.name for file in installed}
    folder = models_folder()
    if as_json:
        say_json(
            {
                "configured": configured,
                "folder": str(folder),
                "local": [{"name": f"local/{file.name}", "bytes": file.size} for file in installed],
                "known": [{"name": name, "source": source} for name, source in pull.KNOWN.items()],
            }
        )
        return
    say(f"Configured: {configured or 'none; the authored voice plays (set PERSONA_LAB_MODEL, or give --model)'}")
    say(f"On this machine ({folder}):")
    for file in installed:
        say(f"  local/{file.name}  {_megabytes(file.size)}")
    if not installed:
        say("  none")
    say("To pull:")
    for name, source in pull.KNOWN.items():
        say(f"  {name}  {'is here' if name in here else source}")


def pull_model(
    source: str = typer.Argument(help="A known name, an https address, hf:OWNER/REPO/FILE.gguf, or a GGUF file."),
    name: str | None = typer.Option(None, "--name", help="The name it gets; the file's own otherwise."),
    sha256: str | None = typer.Option(None, "--sha256", help="The checksum the file must have."),
) -> None:
    """Put a model file into the cache folder; a download that broke off goes on where it stopped."""
    from persona_lab.cli.compose import load_env_file

    load_env_file()
    pulled = _pulled(source, name, sha256)
    say(f"local/{pulled.file.name}  {_megabytes(pulled.file.size)}")
    checked = {
        None: "nothing to compare it with; give --sha256 to be sure",
        "yours": "as you gave it",
        "the hub": "as the hub gave it",
    }
    say(f"SHA-256 {pulled.sha256} ({checked[pulled.checked_against]})")


def serve_model(
    name: str = typer.Argument(help="A model file of `models list`, with or without local/."),
    port: int = typer.Option(8080, "--port", min=0, max=65535, help="The port on 127.0.0.1; 0 is any free one."),
) -> None:
    """Serve a local model, OpenAI-compatible, on 127.0.0.1 until Ctrl-C."""
    import threading

    from persona_lab.cli.compose import load_env_file
    from persona_lab.llm import files, local

    load_env_file()
    file = files.find(name.removeprefix("local/"))
    with local.served(file.path, file.name, port=port, tell=tell) as server:
        say(server.address)
        tell(f"Serving {file.name}. Use it elsewhere with PERSONA_LAB_API_BASE={server.address}; Ctrl-C stops it.")
        ended = threading.Event()
        try:
            while not ended.wait(0.5):
                server.check()
        except KeyboardInterrupt:
            tell("Stopped.")


def check_model(
    name: str = typer.Argument(help="A litellm model name, or local/NAME."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """One small call: does the model answer, how fast, at what cost."""
    from persona_lab.cli.compose import build_lab
    from persona_lab.model.calls import Message, ModelRequest

    question = ModelRequest(
        messages=(Message(role="user", content="Answer with one word: are you there?"),), max_tokens=16, temperature=0.0
    )
    with build_lab().open_model(name) as model:
        reply = model.complete(question)
    if as_json:
        say_json(reply.model_dump())
        return
    cost = "price not known" if reply.cost_usd is None else f"${reply.cost_usd:.6f}"
    tokens = "tokens not told" if reply.completion_tokens is None else f"{reply.completion_tokens} tokens"
    say(f"{name} answers: {' '.join(reply.text.split())!r}")
    say(f"{reply.seconds:.2f} s, {tokens}, {cost}, prompt style {model.prompt_style}")


def _pulled(source: str, name: str | None, sha256: str | None) -> Pulled:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    from persona_lab.llm.pull import pull

    columns = (TextColumn("Pulling"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("pull", total=None)
        return pull(
            source,
            name=name,
            sha256=sha256,
            on_progress=lambda done, total: progress.update(task, completed=done, total=total),
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"
