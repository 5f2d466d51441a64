"""The verbs `verdicts dispute|list|export`: a person's word against the judge's, kept as a label."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from persona_lab.cli.output import harmless_json, say, say_json, tell
from persona_lab.cli.sessions import KEY_HELP
from persona_lab.errors import LabError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from persona_lab.judging.disputes import Polarity
    from persona_lab.lab import Lab, SessionStore
    from persona_lab.model.record import Record


def register(app: typer.Typer) -> None:
    """Add the verbs of `verdicts`."""
    verbs = typer.Typer(no_args_is_help=True, help="Verdicts that people dispute: dispute one, list, export as labels.")
    verbs.command("dispute")(dispute_verdict)
    verbs.command("list")(list_disputes)
    verbs.command("export")(export)
    app.add_typer(verbs, name="verdicts")


def dispute_verdict(
    session: str = typer.Argument(help=KEY_HELP),
    criterion: str = typer.Argument(help="The criterion, such as T14."),
    outcome: str = typer.Argument(help="What it should have been: met, not_met, clean, violated, na, cannot_tell."),
    note: str = typer.Option("", "--note", help="Why, in a sentence."),
    rater: str = typer.Option("", "--rater", help="Your name; 'somebody' when it is left out."),
) -> None:
    """Say what a verdict should have been; saying what the judge says confirms it."""
    from persona_lab.cli.compose import build_lab
    from persona_lab.cli.render import dispute_lines
    from persona_lab.judging.disputes import dispute
    from persona_lab.model.label import DEFAULT_RATER

    lab = build_lab()
    store = lab.open_store()
    key = store.resolve(session)
    record = store.record(key)
    said = dispute(
        record,
        criterion,
        outcome.strip().lower().replace("-", "_").replace(" ", "_"),
        polarity=_polarity(lab, record, criterion),
        note=note.strip(),
        rater=rater.strip() or DEFAULT_RATER,
    )
    store.append(key, said)
    for line in dispute_lines(said):
        say(line)


def list_disputes(
    session: str = typer.Argument("", help=f"{KEY_HELP} All sessions when none is named."),
    as_json: bool = typer.Option(False, "--json", help="Print a JSON list."),
) -> None:
    """List what people say of verdicts, the newest session first."""
    from persona_lab.cli.render import dispute_lines

    found = list(_disputed(_store(), session))
    if as_json:
        say_json([{"session": key, **one.model_dump(mode="json")} for key, record in found for one in record.disputes])
        return
    if not found:
        tell("No verdict is disputed; `persona-lab verdicts dispute` says what one should have been.")
    for key, record in found:
        say(f"Session {key}")
        for one in record.disputes:
            for line in dispute_lines(one):
                say(line)


def export(
    session: str = typer.Argument("", help=f"{KEY_HELP} All sessions when none is named."),
    out: str = typer.Option("-", "--out", metavar="FILE", help="The labels file to write, or - for the terminal."),
    transcripts: str = typer.Option("", "--transcripts", metavar="FILE", help="Write the conversations to FILE too."),
    force: bool = typer.Option(False, "--force", help="Overwrite files that are there."),
) -> None:
    """Write what people say of verdicts as labels (persona-lab.labels/1), for `rubrics calibrate`."""
    from persona_lab.judging.disputes import labels_of

    found = list(_disputed(_store(), session))
    if not found:
        tell("No verdict is disputed, so there is nothing to export.")
        return
    # both files or none: a labels file without its transcripts would be of no use
    for name in (out, transcripts):
        if name not in {"", "-"} and not force and Path(name).exists():
            raise UsageError(f"The file {name!r} is there already; name another, or add --force.")
    labels = [one.line() for key, record in found for one in labels_of(key, record)]
    if out == "-":
        for line in labels:
            say(harmless_json(line))
    else:
        _write(out, labels)
        tell(f"{len(labels)} lines of labels are in {out}.")
    if transcripts:
        # sessions of the same setup share its id, so the transcript goes by the session's key, as its labels do
        named = (record.transcript().model_copy(update={"id": key}) for key, record in found)
        _write(transcripts, (transcript.model_dump_json() for transcript in named))
        tell(f"{len(found)} transcripts are in {transcripts}.")


def _disputed(store: SessionStore, session: str) -> Iterator[tuple[str, Record]]:
    """The sessions with something said of their verdicts; one that cannot be read is told and passed over."""
    if session:
        key = store.resolve(session)
        record = store.record(key)
        if record.disputes:
            yield key, record
        return
    for summary in store.summaries():
        try:
            record = store.record(summary.key)
        except LabError as error:
            tell(str(error))
            continue
        if record.disputes:
            yield summary.key, record


def _polarity(lab: Lab, record: Record, criterion: str) -> Polarity | None:
    """How the criterion is scored; None when its rubric is no longer to be found."""
    if record.scorecard is None:
        return None
    try:
        rubric = lab.rubrics.get(record.scorecard.rubric)
    except LabError:
        return None
    return next((one.polarity for one in rubric.criteria if one.id == criterion), None)


def _store() -> SessionStore:
    from persona_lab.cli.compose import build_lab

    return build_lab().open_store()


def _write(name: str, lines: Iterable[str]) -> None:
    try:
        with Path(name).open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{harmless_json(line)}\n" for line in lines)
    except OSError as error:
        raise UsageError(f"The file {name!r} cannot be written: {error.strerror}.") from None
