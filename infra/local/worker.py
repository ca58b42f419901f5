"""The program inside a function's process: load the handler, then answer one invocation per line.

Started as `python -I -S worker.py`, so it sees the standard library, the
function's own code and its layers, and nothing of the project's environment.
"""

import importlib
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, TextIO

Handler = Callable[[Any, "Context"], Any]
LARGEST_ANSWER = 6 * 1024 * 1024


class Context:
    """The part of the Lambda context object that handlers and Powertools read."""

    identity = None
    client_context = None

    def __init__(self, request_id: str, arn: str, deadline: float) -> None:
        self.aws_request_id = request_id
        self.invoked_function_arn = arn
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = int(os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"])
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self._deadline = deadline

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self._deadline - time.time()) * 1000))


def take_over_output() -> TextIO:
    """Keep standard output for answers; whatever the function prints goes to the log."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return answers


def end_with_launcher() -> None:
    """A call outlives neither the launcher nor its crash: the pipe closes when the launcher is gone."""
    lifeline = os.environ.pop("_WORKER_LIFELINE", None)

    def wait(descriptor: int) -> None:
        os.read(descriptor, 1)
        os._exit(1)

    if lifeline is not None:  # none where the program is started by hand
        threading.Thread(target=wait, args=(int(lifeline),), daemon=True).start()


def load_handler() -> Handler:
    module, _, name = os.environ["_HANDLER"].rpartition(".")
    handler: Handler = getattr(importlib.import_module(module.replace("/", ".")), name)
    return handler


def failure(error: BaseException) -> dict[str, str]:
    """Log the error as Lambda does and describe it to the caller."""
    kind = type(error).__name__
    print(f"[ERROR] {kind}: {error}\n{traceback.format_exc()}", file=sys.stderr, flush=True)
    return {"status": "error", "error": str(error), "error_type": kind}


def invoke(handler: Handler, message: dict[str, Any]) -> str:
    context = Context(message["request_id"], message["arn"], time.time() + message["seconds"])
    try:
        answer = json.dumps({"status": "ok", "result": handler(message["event"], context)})
        if len(answer) > LARGEST_ANSWER:
            raise ValueError("Response payload size exceeded maximum allowed payload size (6291556 bytes).")
        return answer
    except Exception as error:
        return json.dumps(failure(error))


def main() -> None:
    end_with_launcher()
    answers = take_over_output()
    sys.path[:0] = json.loads(os.environ.pop("_WORKER_PATH"))
    try:
        handler = load_handler()
    except BaseException as error:
        print(json.dumps(failure(error)), file=answers, flush=True)
        return
    print(json.dumps({"status": "ready"}), file=answers, flush=True)
    while line := sys.stdin.readline():
        print(invoke(handler, json.loads(line)), file=answers, flush=True)


if __name__ == "__main__":
    main()
