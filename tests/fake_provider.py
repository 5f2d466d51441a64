"""An OpenAI-compatible server on loopback that misbehaves on order: a real adapter for tests, with a real socket.

with FakeProvider("429", "ok") as provider:   # one manner a request, in order; the last one stays
    provider.api_base, provider.requests
"""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self

Manner = Literal[
    "ok", "400", "401", "403", "404", "429", "429-soon", "429-late", "500", "503", "no-schema", "cut", "cut-mid-line",
    "late-cut", "error-event", "empty", "not-json", "odd-json", "hang", "whole", "redirect", "no-usage"
]  # fmt: skip
PIECES = ("I ", "waited ", "all ", "day.")
SECRET = "sk-proj-Zq81vTfakefakefake0042"
"""What the server repeats in its error texts, as providers do."""


@dataclass
class Seen:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any] = field(default_factory=dict)


class FakeProvider:
    """The server; as a context manager it runs on a free port of 127.0.0.1."""

    def __init__(self, *manners: Manner) -> None:
        self._manners = list(manners) or ["ok"]
        self.requests: list[Seen] = []
        self._released = threading.Event()
        provider = self

        class Handler(BaseHTTPRequestHandler):
            # one write an answer: small writes wait for each other's acknowledgement
            wbufsize = -1

            def log_message(self, *_: object) -> None: ...

            def do_POST(self) -> None:
                provider._answer(self)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def api_base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        self.requests.append(Seen(handler.path, dict(handler.headers), body))
        manner = self._manners.pop(0) if len(self._manners) > 1 else self._manners[0]
        streams = bool(body.get("stream"))
        match manner:
            case "400" | "401" | "403" | "404" | "500" | "503" | "429":
                _send_error(handler, int(manner))
            case "429-soon":
                _send_error(handler, 429, {"Retry-After": "0.05"})
            case "429-late":
                _send_error(handler, 429, {"Retry-After": "3600"})
            case "no-schema" if "response_format" in body:
                _send_error(handler, 400)
            case "empty":
                _send(handler, 200, b"", "application/json")
            case "not-json":
                _send(handler, 200, b"<html>Welcome to the router</html>", "text/html")
            case "odd-json":
                _send(handler, 200, b'["neither", "here", "nor", "there"]', "application/json")
            case "hang":
                self._released.wait(20)
                handler.close_connection = True
            case "redirect":
                _send(handler, 307, b"", "text/plain", {"Location": "http://127.0.0.1:9/v1"})
            case "cut" | "cut-mid-line" | "late-cut" | "error-event" if streams:
                _send_broken_stream(handler, manner, _events(body))
            case _ if streams and manner != "whole":
                _send(handler, 200, "".join(_events(body)).encode(), "text/event-stream")
            case _:
                _send(
                    handler, 200, json.dumps(_whole(body, with_usage=manner != "no-usage")).encode(), "application/json"
                )


def _is_chat(body: dict[str, Any]) -> bool:
    return "messages" in body


def _whole(body: dict[str, Any], *, with_usage: bool) -> dict[str, Any]:
    text = "".join(PIECES)
    choice = {"message": {"role": "assistant", "content": text}} if _is_chat(body) else {"text": text}
    kind = "chat.completion" if _is_chat(body) else "text_completion"
    usage = {"usage": {"prompt_tokens": 11, "completion_tokens": 4, "total_tokens": 15}} if with_usage else {}
    return _frame(body, kind) | {"choices": [{"index": 0, "finish_reason": "stop"} | choice]} | usage


def _events(body: dict[str, Any]) -> list[str]:
    kind = "chat.completion.chunk" if _is_chat(body) else "text_completion"
    events = []
    for piece in (*PIECES, None):
        text = piece or ""
        choice = {"delta": {"content": text} if piece else {}} if _is_chat(body) else {"text": text}
        choice |= {"index": 0, "finish_reason": None if piece else "stop"}
        events.append(_frame(body, kind) | {"choices": [choice]})
    events.append(
        _frame(body, kind) | {"choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 4, "total_tokens": 15}}
    )
    return [*(f"data: {json.dumps(event)}\n\n" for event in events), "data: [DONE]\n\n"]


def _frame(body: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "fake-1", "object": kind, "created": 1, "model": body["model"]}


def _send_broken_stream(handler: BaseHTTPRequestHandler, manner: Manner, events: list[str]) -> None:
    start = "".join(events[:2])
    if manner == "late-cut":
        # a server that goes away without a word: the stream simply ends
        _send(handler, 200, start.encode(), "text/event-stream")
    elif manner == "error-event":
        error = json.dumps({"error": {"message": f"out of memory, {SECRET}", "code": 500}})
        _send(handler, 200, f"{start}data: {error}\n\n".encode(), "text/event-stream")
    else:
        # fewer bytes than promised: the connection broke
        kept = "" if manner == "cut" else start
        _send(handler, 200, kept.encode(), "text/event-stream", {"Content-Length": str(len(start) + 500)})


def _send_error(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str] | None = None) -> None:
    error = {"error": {"message": f"Something about {SECRET} \x1b[31m and so on", "type": "fake", "code": status}}
    _send(handler, status, json.dumps(error).encode(), "application/json", headers)


def _send(
    handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None
) -> None:
    handler.send_response(status)
    for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | (headers or {})).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)
    handler.wfile.flush()
    handler.close_connection = True
