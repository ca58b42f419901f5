"""Events whose function failed each time, from the queue ``FailedEvents`` to their function again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

HIDDEN_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Failed:
    """One message: the function it is for, what it was called with, the type of its error."""

    handle: str
    function: str
    payload: Any
    error: str

    def __str__(self) -> str:
        return f"{self.function.removesuffix(':$LATEST').rsplit(':', 1)[-1]}  {self.error}"


class Events:
    """One deployment's queue, by its address and clients with the operator's credentials."""

    def __init__(self, sqs: Any, functions: Any, queue: str) -> None:
        self._sqs = sqs
        self._functions = functions
        self._queue = queue

    def found(self) -> Iterator[Failed]:
        """Each message once; it stays hidden from others until it is deleted or given back."""
        while messages := self._receive():
            yield from map(_read, messages)

    def send_again(self, failed: Failed) -> str:
        """Empty when the function has done it and the message is gone; else the error, and the message is kept."""
        if not failed.function:
            return "消息中没有函数名称"
        answer = self._functions.invoke(FunctionName=failed.function, Payload=json.dumps(failed.payload).encode())
        if "FunctionError" in answer:
            return str(json.loads(answer["Payload"].read()).get("errorType", answer["FunctionError"]))
        self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=failed.handle)
        return ""

    def give_back(self, failed: Failed) -> None:
        """Visible again for whoever asks next."""
        self._sqs.change_message_visibility(QueueUrl=self._queue, ReceiptHandle=failed.handle, VisibilityTimeout=0)

    def _receive(self) -> list[dict[str, Any]]:
        answer = self._sqs.receive_message(
            QueueUrl=self._queue,
            MaxNumberOfMessages=10,
            VisibilityTimeout=HIDDEN_SECONDS,
            MessageAttributeNames=["All"],
            WaitTimeSeconds=1,
        )
        messages: list[dict[str, Any]] = answer.get("Messages", [])
        return messages


def _read(message: dict[str, Any]) -> Failed:
    """What Lambda sends to its destination on failure, or EventBridge to the queue of a rule that could not deliver."""
    body = json.loads(message["Body"])
    if "requestPayload" in body:
        error = (body.get("responsePayload") or {}).get("errorType", body["requestContext"]["condition"])
        return Failed(message["ReceiptHandle"], body["requestContext"]["functionArn"], body["requestPayload"], error)
    told = {name: value["StringValue"] for name, value in message.get("MessageAttributes", {}).items()}
    return Failed(message["ReceiptHandle"], told.get("TARGET_ARN", ""), body, told.get("ERROR_CODE", "?"))
