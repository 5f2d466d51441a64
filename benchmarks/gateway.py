"""What a call costs beside the model's own time, by route: `python benchmarks/gateway.py`.

A loopback server answers at once, so that what is measured is the client. Medians of 60 calls, all routes in one run.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from persona_lab.llm.gateway import Gateway, litellm_module
from persona_lab.model.calls import Message, ModelRequest
from tests.fake_provider import FakeProvider

CALLS = 60


def milliseconds(call: Callable[[], object]) -> float:
    call()
    times = []
    for _ in range(CALLS):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return 1000 * statistics.median(times)


def main() -> None:
    os.environ.setdefault("OPENAI_API_KEY", "unused")
    started = time.perf_counter()
    litellm = litellm_module()
    print(f"{'import litellm':32} {1000 * (time.perf_counter() - started):8.1f} ms")
    chat = ModelRequest(messages=(Message(role="user", content="hi"),))
    text = ModelRequest(prompt="hi")
    with FakeProvider("ok") as provider, Gateway("openai/m", api_base=provider.api_base) as gateway:
        said = [{"role": "user", "content": "hi"}]
        to = {"api_base": provider.api_base, "max_retries": 0}
        routes: dict[str, Callable[[], object]] = {
            "gateway, chat": lambda: gateway.complete(chat),
            "gateway, chat streamed": lambda: gateway.complete(chat, lambda _: None),
            "gateway, text": lambda: gateway.complete(text),
            "gateway, text streamed": lambda: gateway.complete(text, lambda _: None),
            "OpenAI SDK, chat": lambda: litellm.completion(model="openai/m", messages=said, **to),
            "OpenAI SDK, chat streamed": lambda: list(
                litellm.completion(model="openai/m", messages=said, stream=True, **to)
            ),
            "OpenAI SDK, text": lambda: litellm.text_completion(model="text-completion-openai/m", prompt="hi", **to),
            "hosted_vllm, chat": lambda: litellm.completion(model="hosted_vllm/m", messages=said, **to),
        }
        for name, call in routes.items():
            print(f"{name:32} {milliseconds(call):8.2f} ms")


if __name__ == "__main__":
    main()
