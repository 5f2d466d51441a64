"""Record the cassettes again, from llama.cpp serving the two model files on this machine: `make record`.

Needs the extra `local` and the models `qwen2.5-coder-1.5b` and `smollm2-135m` (`persona-lab models pull`). Nothing here
writes an answer: what the server said is what the cassette holds, its headers aside.
"""

import sys
import time
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from panel_recordings import JUDGEMENTS, Judgement, judge_again  # noqa: E402
from recordings import ADDRESS, CASSETTES, PORT, QWEN, RECORDINGS, Recording, cassette, play_recording  # noqa: E402

from persona_lab.llm import files, local  # noqa: E402


def main(names: list[str]) -> None:
    """Record the named cassettes, or all of them."""
    wanted = [recording for recording in RECORDINGS if not names or recording.name in names]
    for model, recordings in groupby(wanted, key=lambda recording: recording.model):
        with local.served(files.find(model).path, model, port=PORT, tell=_tell):
            for recording in recordings:
                _record(recording)
    judgements = [judgement for judgement in JUDGEMENTS if not names or judgement.name in names]
    if judgements:
        with local.served(files.find(QWEN).path, QWEN, port=PORT, tell=_tell):
            for judgement in judgements:
                _record_judgement(judgement)


def _record_judgement(judgement: Judgement) -> None:
    (CASSETTES / f"{judgement.name}.json").unlink(missing_ok=True)
    started = time.monotonic()
    with cassette(judgement.name, record=True):
        card = judge_again(judgement, QWEN, ADDRESS)
    _tell(f"{judgement.name}: {time.monotonic() - started:.0f} s, {card.usage.calls} calls")
    for found in card.criteria:
        _tell(f"  {found.id} {found.verdict:12} {found.votes or ''} {found.why}")


def _record(recording: Recording) -> None:
    path = CASSETTES / f"{recording.name}.json"
    path.unlink(missing_ok=True)
    started = time.monotonic()
    with cassette(recording.name, record=True):
        record = play_recording(recording)
    voices = " ".join(spoken.voice for spoken in record.spoken)
    _tell(f"{recording.name}: {time.monotonic() - started:.0f} s, {record.end_reason}; voices: {voices}")
    for spoken in record.spoken:
        for rejected in (line for line in record.rejected if line.turn == spoken.turn):
            _tell(f"    not said: {rejected.text[:90]!r} {[fault.kind for fault in rejected.faults]}")
        _tell(f"  {spoken.turn:2} {spoken.brief.act:12} {spoken.voice:9} {spoken.text[:100]}")


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
