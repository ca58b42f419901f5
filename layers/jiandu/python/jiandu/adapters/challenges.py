"""Proof of work against robots (ALTCHA): challenges made and checked here, each good for two hours and once."""

import base64
import json
import time
from collections.abc import Mapping
from typing import Any

from jiandu.adapters import keys, table
from jiandu.core.errors import invalid
from jiandu.core.record import digest
from jiandu.settings import settings

ALGORITHM = "PBKDF2/SHA-256"
GOOD_FOR = 2 * 3600
FIELD = "altcha"
LONGEST = 4096


def challenge() -> dict[str, Any]:
    """A challenge as the ALTCHA widget and libraries take it: solved by some 256 tries of ``challenge_cost`` rounds."""
    from altcha import create_challenge

    until = int(time.time()) + GOOD_FOR
    made = create_challenge(ALGORITHM, settings().challenge_cost, expires_at=until, hmac_secret=keys.challenge_secret())
    return made.to_dict()


def proved(payload: str) -> Mapping[str, Any]:
    """The parameters of the challenge that was solved; Invalid for one not ours, past its time or not solved."""
    from altcha import verify_solution

    answer = verify_solution(payload[:LONGEST], keys.challenge_secret())
    if answer.expired:
        raise invalid(FIELD, "expired", "防机器人验证已经过期，请重新验证后再提交。")
    if not answer.verified:
        raise invalid(FIELD, "solved", "防机器人验证没有通过，请重新取得验证题（GET /complaints/challenge）。")
    parameters: Mapping[str, Any] = json.loads(base64.b64decode(payload[:LONGEST]))["challenge"]["parameters"]
    return parameters


def add_used(transaction: table.Transaction, parameters: Mapping[str, Any]) -> None:
    """That one is used up until it would have ended; the write ``challenge`` is lost to whoever used it first."""
    named = digest(f"{parameters['nonce']}{parameters['salt']}")
    item = {"pk": f"U#challenge#{named}", "sk": "UNIQUE", "expires": parameters["expiresAt"] + GOOD_FOR}
    transaction.put("challenge", item, table.NEW)
