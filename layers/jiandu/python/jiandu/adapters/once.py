"""The idempotency item of a request: written in the transaction of what the request does, read when it is repeated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiandu.adapters import table
from jiandu.core.errors import invalid
from jiandu.core.record import digest


@dataclass(frozen=True, slots=True)
class Once:
    """One request under its key: ``pk`` says whose key, ``body_hash`` what was asked."""

    pk: str
    body_hash: str

    def done(self) -> Mapping[str, Any] | None:
        """The item this very request left when it was done, or None; Invalid for another body under its key."""
        item = table.get(self.pk, "IDEM")
        if item is not None and item["body_hash"] != self.body_hash:
            raise invalid("Idempotency-Key", "same_body", "这个幂等键已经用于另一个请求，请换一个键。")
        return item

    def add(self, transaction: table.Transaction, **answer: Any) -> None:
        """Puts the item, with what the repeated request is answered, under the label ``idempotency``."""
        item = {"pk": self.pk, "sk": "IDEM", "body_hash": self.body_hash, **answer}
        transaction.put("idempotency", item, table.NEW)


def once(actor_id: str, key: str | None, body: str) -> Once | None:
    """The request of a person under the key he sent with it, or None without one; ``body`` is hashed here."""
    return Once(f"IDEM#{actor_id}#{digest(key)}", digest(body)) if key else None
