"""The signature of the daily root: made in KMS by a key that never leaves it, checked by anybody."""

import base64
from functools import cache

from jiandu.adapters.aws import client
from jiandu.settings import settings


class KmsSigner:
    """ECDSA over P-256 with SHA-256, by the deployment's signing key."""

    def public_key(self) -> str:
        return _public_key(settings().signing_key)

    def sign(self, text: str) -> str:
        answer = client("kms").sign(
            KeyId=settings().signing_key,
            Message=text.encode(),
            MessageType="RAW",
            SigningAlgorithm="ECDSA_SHA_256",
        )
        return base64.b64encode(answer["Signature"]).decode()


@cache
def _public_key(key: str) -> str:
    return base64.b64encode(client("kms").get_public_key(KeyId=key)["PublicKey"]).decode()


def own(text: str, signature: str, public_key: str) -> bool:
    """Whether a text was signed by our signing key, or by one that was ours before; anybody has some key."""
    ours = (KmsSigner().public_key(), *settings().former_signing_keys.split())
    return public_key in ours and genuine(text, signature, public_key)


def genuine(text: str, signature: str, public_key: str) -> bool:
    """Whether a text was signed by the holder of the key; False too for what is no key or no signature."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(base64.b64decode(public_key, validate=True))
        if not isinstance(key, EllipticCurvePublicKey):
            return False
        key.verify(base64.b64decode(signature, validate=True), text.encode(), ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True
