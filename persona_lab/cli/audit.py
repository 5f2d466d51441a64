"""The verb `rubrics audit`: how far a judge can be relied on."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import typer

from persona_lab.cli.output import say, say_json, tell
from persona_lab.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from persona_lab.judging.judges import Judge
    from persona_lab.lab import Lab

MODEL_SAMPLE = 3
"""Conversations when a model judges and nobody says how many; each takes some two hundred questions."""


def register(rubrics: typer.Typer) -> None:
    """Add the verb to the group `rubrics`."""

    @rubrics.command()
    def audit(
        rubric: str = typer.Option("house", "--rubric", "-r", help="A rubric's id or file."),
        judges: list[str] = typer.Option(  # noqa: B008  # typer reads it once and never changes it
            ["code"],
            "--judge",
            "-j",
            metavar="NAME",
            help="code, always-met, always-not, keyword, obeys-the-text, or one of a pack; again for more.",
        ),
        model: str = typer.Option(None, "--model", "-m", help="Audit the lab's judge with this model."),
        votes: int = typer.Option(1, "--votes", min=1, max=3, help="With --model: calls a question, 1 or 3."),
        n: int = typer.Option(
            None, "--n", min=1, help="Conversations of the sample; four times as many pairs and injections. [all]"
        ),
        seed: int = typer.Option(0, "--seed", min=0, help="What the sample and the shuffles are drawn from."),
        as_json: bool = typer.Option(False, "--json", help="Print a JSON list with one report a judge."),
        fail_under: float = typer.Option(
            None, "--fail-under", min=0, max=100, help="Leave with 1 if a judge's reliability is under this."
        ),
    ) -> None:
        """Try a judge with the reliability suite: asked again, otherwise, about changed twins and known traps.

        With --model, a sample of 3 conversations is taken unless --n says otherwise.
        """
        if model and list(judges) != ["code"]:
            raise UsageError("--model audits the lab's own judge; leave --judge out, or leave out --model.")
        if votes == 2:
            raise UsageError("--votes is 1 or 3; two votes could not be counted.")
        from persona_lab.cli.compose import build_lab, gold_set
        from persona_lab.cli.render_audit import audit_lines, ranking_lines
        from persona_lab.judging.audit import audit as try_judge
        from persona_lab.judging.audit import planned, sample
        from persona_lab.judging.judges import judge_named

        lab = build_lab()
        criteria = lab.rubrics.get(rubric)
        gold = gold_set()
        named = [judge_named(name) for name in dict.fromkeys(judges)] if not model else []
        size = MODEL_SAMPLE if model and n is None else n
        chosen = sample(gold, size, seed) if size else gold
        if model:
            tell(f"About to ask for {planned(chosen)} scorecards, and two for every point that is credited.")
        reports = []
        for judge in _opened(lab, model, votes, named):
            reports.append(try_judge(judge, criteria, chosen, lab.scenarios.get, seed=seed, on_progress=tell))
            if not as_json:
                for line in audit_lines(reports[-1]):
                    say(line)
                say()
        if as_json:
            say_json([report.model_dump(mode="json") for report in reports])
        elif len(reports) > 1:
            for line in ranking_lines(reports):
                say(line)
        missed = [report for report in reports if fail_under is not None and report.score < fail_under]
        for report in missed:
            tell(f"{report.judge!r} has a reliability of {report.score:g}, under the bar of {fail_under:g}.")
        if missed:
            raise typer.Exit(1)


def _opened(lab: Lab, model: str | None, votes: int, named: Sequence[Judge]) -> Iterator[Judge]:
    """The judges, one after the other; a model is open as long as its judge is used."""
    from persona_lab.judging.judges import PanelJudge

    yield from named
    with lab.open_model(model) if model else nullcontext(None) as opened:
        if opened is not None:
            yield PanelJudge(opened, votes)
