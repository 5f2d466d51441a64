"""A session as JSON for a program."""

from __future__ import annotations

from collections import Counter
from typing import Any

from persona_lab.model.record import Record


def session_json(record: Record, key: str | None) -> dict[str, Any]:
    """The session as `duel --json` and `sessions show --json` print it.

    It is a transcript (`persona-lab.transcript/1`, the scenario by its id) with what happened beside it. Two sessions
    of the same setup and the same agent give the same value, but for `session` and the seconds in `calls`: it holds
    no time of day.
    """
    setup = record.setup
    voices = Counter(spoken.voice for spoken in record.spoken)
    return {
        "format": "persona-lab.transcript/1",
        "id": setup.id,
        "scenario": setup.scenario.id,
        "agent": setup.agent.model_dump(mode="json"),
        "turns": [turn.model_dump(mode="json") for turn in record.turns],
        "end_reason": record.end_reason,
        "end_note": record.end_note,
        "seed": setup.seed,
        "persona": setup.persona.id,
        "intensity": setup.intensity,
        "voice": setup.voice,
        "mood": [point.model_dump(mode="json") for point in record.mood],
        "moves": [move.model_dump(mode="json") for move in record.moves],
        "handoff": record.handoff.model_dump(mode="json") if record.handoff else None,
        "faults": [
            {"turn": line.turn, "attempt": line.attempt, **fault.model_dump(mode="json"), "text": line.text}
            for line in record.rejected
            for fault in line.faults
        ],
        "voices": {voice: voices[voice] for voice in ("authored", "model", "repaired", "fallback")},
        "calls": _call_totals(record),
        "scorecard": record.scorecard.model_dump(mode="json") if record.scorecard else None,
        "session": key,
    }


def _call_totals(record: Record) -> dict[str, Any]:
    """Sums over the model calls; cost is null as soon as one call's price is not known."""
    costs = [call.cost_usd for call in record.calls]
    return {
        "calls": len(record.calls),
        "prompt_tokens": sum(call.prompt_tokens or 0 for call in record.calls),
        "completion_tokens": sum(call.completion_tokens or 0 for call in record.calls),
        "cost_usd": None if None in costs else round(sum(cost for cost in costs if cost is not None), 8),
        "seconds": round(sum(call.seconds for call in record.calls), 3),
    }
