"""A scanner for malware, where the deployment has one: clamd by its own protocol (INSTREAM)."""

import contextlib
import socket
import struct

from jiandu.core.errors import Busy
from jiandu.core.evidence_unfit import Unfit
from jiandu.settings import settings

SECONDS = 60
_PIECE = 1024 * 1024


def scan(body: bytes) -> str | None:
    """The name of what was found in a file, or None for a clean one.

    Raises Busy where the scanner does not answer, or could not look: the file then stays where it is. Raises Unfit
    for one that is larger than the scanner takes (clamd's StreamMaxLength).
    """
    if settings().scanner == "none":
        return None
    try:
        answer = _ask_clamd(settings().scanner_address, body)
    except OSError as error:
        raise Busy("病毒扫描服务没有答复。") from error
    if answer == "stream: OK":
        return None
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    if "size limit exceeded" in answer:
        raise Unfit("文件超过病毒扫描服务能够检查的大小，没有保存。请压缩或者分段后重新上传。")
    raise Busy("病毒扫描服务没有完成检查。")


def _ask_clamd(address: str, body: bytes) -> str:
    """clamd's one line on a file; ``address`` is host:port, or the path of a socket."""
    with _connected(address) as connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it answers before the end of a large one
            _send(connection, body)
        answer = b""
        while not answer.endswith(b"\0") and (part := connection.recv(4096)):
            answer += part
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _send(connection: socket.socket, body: bytes) -> None:
    connection.sendall(b"zINSTREAM\0")
    for start in range(0, len(body), _PIECE):
        piece = body[start : start + _PIECE]
        connection.sendall(struct.pack(">I", len(piece)) + piece)
    connection.sendall(struct.pack(">I", 0))


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(SECONDS)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
