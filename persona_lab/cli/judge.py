"""The verb `judge`: scorecards of transcripts, anybody's, and of stored sessions."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from persona_lab.cli.output import tell
from persona_lab.errors import ProviderError, UsageError


def register(app: typer.Typer) -> None:
    """Add the verb `judge`."""

    @app.command()
    def judge(
        files: list[str] = typer.Argument(  # noqa: B008  # typer reads it once and never changes it
            metavar="FILE...",
            help="Transcripts: files, folders, patterns, - for standard input; or a stored session's key.",
        ),
        rubric: list[str] = typer.Option(  # noqa: B008
            ["house"], "--rubric", "-r", help="A rubric's id or file; give it again for more, or 'all'."
        ),
        model: str = typer.Option(None, "--model", "-m", help="A model that judges what code cannot."),
        no_model: bool = typer.Option(False, "--no-model", help="Judge by code alone, whatever is configured."),
        votes: int = typer.Option(1, "--votes", help="Model calls that answer each question: 1 or 3."),
        rewrite: bool = typer.Option(False, "--rewrite", help="Let the model say how lost points could be earned."),
        no_cache: bool = typer.Option(False, "--no-cache", help="Ask the model again what it answered before."),
        scenario: str = typer.Option(None, "--scenario", "-s", help="A scenario for transcripts that name none."),
        form: str = typer.Option(
            None, "--form", help="What the files are: json, lines, csv, text. Guessed if left out."
        ),
        columns: str = typer.Option(
            None, "--columns", metavar="id=A,speaker=B,text=C[,turn=D]", help="Which columns of a table hold what."
        ),
        agent_is: str = typer.Option("", "--agent-is", metavar="NAMES", help="Who speaks for the agent: 'rep,bot'."),
        customer_is: str = typer.Option("", "--customer-is", metavar="NAMES", help="Who speaks for the customer."),
        leave_out: str = typer.Option("", "--leave-out", metavar="NAMES", help="Whose turns are passed over."),
        swap: bool = typer.Option(False, "--swap", help="The usual names mean the other side: 'user' is the agent."),
        encoding: str = typer.Option(None, "--encoding", help="How text is encoded, if not in UTF-8 or UTF-16."),
        skip_bad: bool = typer.Option(False, "--skip-bad", help="Leave with 0 although some could not be read."),
        as_json: bool = typer.Option(False, "--json", help="Print JSON: one scorecard a line, or the summary."),
        summary: bool = typer.Option(False, "--summary", help="Print one table over all transcripts instead."),
        out: Path = typer.Option(  # noqa: B008
            None, "--out", "-o", metavar="FILE", help="Write scorecards to FILE, one a line, and print the summary."
        ),
        resume: bool = typer.Option(False, "--resume", help="Go on with FILE: what is in it is not judged again."),
        force: bool = typer.Option(False, "--force", help="Overwrite FILE if there is one."),
        html: Path = typer.Option(None, "--html", metavar="PAGE", help="Write a report to read."),  # noqa: B008
        junit: Path = typer.Option(None, "--junit", metavar="XML", help="Write a report for CI systems."),  # noqa: B008
        fail_under: float = typer.Option(None, "--fail-under", min=0, max=100, help="Leave with 1 under this score."),
        workers: int = typer.Option(None, "--workers", min=1, max=64, help="Processes; left out, one a core."),
    ) -> None:
        """Judge transcripts and sessions by rubrics, with quotes for every point."""
        if model and no_model:
            raise UsageError("--model and --no-model cannot both be given; leave one of them out.")
        if votes not in {1, 3}:
            raise UsageError(f"--votes {votes} cannot be counted; give 1, or 3 for a majority.")
        if resume and out is None:
            raise UsageError("--resume goes on with the file of --out; name that file.")
        from persona_lab.cli.compose import build_lab
        from persona_lab.cli.judging_input import Intake, Reading
        from persona_lab.cli.judging_results import Results
        from persona_lab.cli.judging_run import Run
        from persona_lab.cli.judging_work import Terms
        from persona_lab.cli.rubric_set import judging_inputs

        lab = build_lab()
        judge_name = None if no_model else model or lab.default_model
        if rewrite and judge_name is None:
            raise UsageError("--rewrite takes a model; name one with --model.")
        reading = Reading.of(form, columns, agent_is, customer_is, leave_out, encoding, swap=swap)
        written = [path for path in (out, html, junit) if path is not None]
        intake = Intake(lab, files, reading, scenario, leave_out=written)
        inputs = judging_inputs(lab, rubric)
        terms = Terms(inputs.rubrics, inputs.documents, inputs.contradictions, votes, rewrite)
        if workers is None:
            workers = os.cpu_count() or 1
        results = Results(terms, fail_under, as_json=as_json, prints_cards=not (summary or out))
        with results.opened(out, junit, html, resume=resume, force=force):
            run = Run(lab, terms, results, judge_name, keeps_answers=not no_cache)
            try:
                run.judge(intake.works(), workers)
            except (KeyboardInterrupt, ProviderError):
                if out is not None:
                    tell(f"It stopped after {results.judged}; the same command with --resume goes on with {out}.")
                raise
            results.finish(intake.bad)
        if intake.bad and not skip_bad:
            raise typer.Exit(2)
        if results.missed:
            raise typer.Exit(1)
