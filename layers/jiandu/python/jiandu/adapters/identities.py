"""Who complained, sealed by envelope: a data key of its own under KMS, bound to the matter by its context."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from botocore.exceptions import ClientError

from jiandu.adapters import table
from jiandu.adapters.aws import client
from jiandu.core.errors import Busy
from jiandu.core.record import canonical
from jiandu.settings import settings

ALGORITHM = "AES-256-GCM"
NONCE_BYTES = 12
NOT_OPENED = "查看已经登记，但是身份信息没有能够打开。请稍后原样再次提交，幂等键不变的不会重复登记。"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who complained, who represents the others, and on whose behalf; empty where nothing was told."""

    name: str = ""
    phone: str = ""
    representatives: Sequence[str] = ()
    other_name: str = ""
    other_phone: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name among it."""
        return tuple(name for name in (self.name, *self.representatives, self.other_name) if name)

    @property
    def told(self) -> dict[str, Any]:
        """What is to be sealed; empty where nobody said anything of himself."""
        return {name: value for name, value in asdict(self).items() if value}


def add_sealed(transaction: table.Transaction, matter_id: str, identity: Identity) -> None:
    """The identity's item, apart from the matter: sealed by AES-256-GCM with a data key that only KMS can open."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    context = {"matter": matter_id}
    made = client("kms").generate_data_key(KeyId=settings().identity_key, KeySpec="AES_256", EncryptionContext=context)
    head = {"algorithm": ALGORITHM, "key": str(made["KeyId"])}
    nonce = secrets.token_bytes(NONCE_BYTES)
    plain = json.dumps(identity.told, ensure_ascii=False).encode()
    sealed = AESGCM(made["Plaintext"]).encrypt(nonce, plain, _bound(head, matter_id))
    item = {
        **_key(matter_id),
        **head,
        "wrapped_key": bytes(made["CiphertextBlob"]),
        "nonce": nonce,
        "ciphertext": sealed,
    }
    transaction.put("identity", item, table.NEW)


def sealed_identity(matter_id: str) -> Mapping[str, Any] | None:
    """The item of a matter's identity, as it is sealed; None where nobody said anything of himself."""
    key = _key(matter_id)
    return table.get(key["pk"], key["sk"])


def opened(item: Mapping[str, Any]) -> Identity:
    """What an item holds; Busy where it could not be opened."""
    from cryptography.exceptions import InvalidTag

    matter_id = str(item["pk"]).removeprefix("I#")
    try:
        plain = _plain(item, matter_id)
    except (ClientError, InvalidTag) as error:
        raise Busy(NOT_OPENED) from error
    told = json.loads(plain)
    return Identity(**{**told, "representatives": tuple(told.get("representatives", ()))})


def _plain(item: Mapping[str, Any], matter_id: str) -> bytes:
    """The sealed text, opened with the data key that KMS unwraps."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    context = {"matter": matter_id}
    answer = client("kms").decrypt(KeyId=item["key"], CiphertextBlob=item["wrapped_key"], EncryptionContext=context)
    head = {"algorithm": item["algorithm"], "key": item["key"]}
    return AESGCM(answer["Plaintext"]).decrypt(item["nonce"], item["ciphertext"], _bound(head, matter_id))


def _bound(head: Mapping[str, str], matter_id: str) -> bytes:
    """What the ciphertext is bound to: another matter, key or algorithm does not open it."""
    return canonical({**head, "matter": matter_id}).encode()


def _key(matter_id: str) -> dict[str, str]:
    return {"pk": f"I#{matter_id}", "sk": "IDENTITY"}
