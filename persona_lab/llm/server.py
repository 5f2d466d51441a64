"""The child process that runs llama.cpp's OpenAI-compatible server on 127.0.0.1: `python -m persona_lab.llm.server`.

It reads one line of JSON from its standard input (`path name port context threads`), prints one line of JSON
(`address`) when the model is loaded, and ends when its standard input ends: with the parent, however the parent ends.
"""

import importlib
import json
import os
import sys
import threading


def main() -> None:
    """Serve until standard input ends."""
    order = json.loads(sys.stdin.readline())
    # llama.cpp may print: only the address goes to the parent
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # by name, because the extra need not be installed and carries no types
    xllamacpp = importlib.import_module("xllamacpp")
    params = xllamacpp.CommonParams()
    params.model.path = order["path"]
    params.model_alias = {order["name"]}
    params.hostnames = ["127.0.0.1"]
    params.port = order["port"]
    params.n_ctx = order["context"]
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = order["threads"]
    params.ui = False
    # the default lets any web page that is open on the machine use the server
    params.cors_origins = "http://127.0.0.1"
    params.cors_credentials = False
    params.cors_origins_explicit = True
    params.verbosity = 0
    server = xllamacpp.Server(params)
    answer.write(json.dumps({"address": server.listening_address}) + "\n")
    answer.flush()
    threading.Event().wait()


def _end_with_parent() -> None:
    sys.stdin.read()
    # the C++ threads are still serving; there is nothing to save
    os._exit(0)


if __name__ == "__main__":
    main()
