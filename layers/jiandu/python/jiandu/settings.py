"""What a function is told by its environment: one model, read on first use."""

import os
from functools import cache

from pydantic import BaseModel, Field


class Settings(BaseModel):
    """Names of the things a function may touch; empty where it has no business with them."""

    stage: str = "prod"
    public_url: str = ""
    table_name: str = ""
    bucket_name: str = ""
    quarantine_name: str = ""
    identity_key: str = ""
    tracking_secret: str = ""
    issuer_url: str = ""
    client_id: str = "jiandu"
    client_secret: str = ""
    person_claim: str = "sub"
    session_idle_minutes: int = 30
    session_hours: int = 8
    business_clock: str = "real"
    sweep_function: str = ""
    challenges: str = Field("on", alias="proof")
    challenge_cost: int = Field(5000, alias="proof_cost")
    scanner: str = "none"
    scanner_address: str = ""
    seal_function: str = ""
    record_bucket: str = ""
    signing_key: str = ""
    former_signing_keys: str = ""

    @property
    def secure(self) -> bool:
        """Whether the public address is https; cookies and HSTS depend on it."""
        return self.public_url.startswith("https://")

    def address(self, path: str) -> str:
        """A link for people: the public address with our path."""
        return self.public_url.rstrip("/") + path

    @property
    def local(self) -> bool:
        return self.stage == "local"


@cache
def settings() -> Settings:
    """The environment's settings: each field from the variable of its upper-case name or alias."""
    names = [field.alias or name for name, field in Settings.model_fields.items()]
    return Settings.model_validate({n: os.environ[n.upper()] for n in names if n.upper() in os.environ})
