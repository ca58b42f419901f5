"""A stand-in for AWS that answers at once what was recorded. Run: python stub.py FILE; prints its port.

It runs in a process of its own, so that its time is nobody's.
"""

import asyncio
import pickle
import sys
from hashlib import sha256
from pathlib import Path

ANSWERS, COMMON = pickle.loads(Path(sys.argv[1]).read_bytes())
DROPPED = {"content-length", "transfer-encoding", "connection"}


def told(status: int, headers: dict[str, str], content: bytes) -> bytes:
    kept = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if name.lower() not in DROPPED)
    return f"HTTP/1.1 {status} OK\r\n{kept}Content-Length: {len(content)}\r\n\r\n".encode() + content


READY = {key: told(*heard) for key, heard in ANSWERS.items()}
FIRST = {operation: told(*heard) for operation, heard in COMMON.items()}


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, _ = head[0].split(" ")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
            if "expect" in headers:
                writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            operation = headers.get("x-amz-target", "") or method
            exact = operation, sha256(f"{operation} {path}".encode() + body).hexdigest()
            writer.write(READY.get(exact) or FIRST[operation])
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=2**24)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
