"""Where the embedded cloud listens and keeps its data."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

REGION = "cn-north-1"
HOST = "127.0.0.1"
STACK = "jiandu"
STAGE = "local"
PROOF_COST = "1"
UNBOUNDED = "400"
ISSUER_PATH = "/_jiandu/issuer"
ACCESS_KEY = SECRET_KEY = "test"


@dataclass(frozen=True)
class Settings:
    """One embedded cloud; every path is absolute."""

    root: Path
    template: Path
    data: Path
    port: int
    aws_port: int
    log_file: Path
    challenges: str = "on"

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def aws_url(self) -> str:
        return f"http://{HOST}:{self.aws_port}"

    @property
    def issuer(self) -> str:
        return self.aws_url + ISSUER_PATH

    @property
    def stack_parameters(self) -> dict[str, str]:
        return {
            "Stage": STAGE,
            "PublicUrl": self.url,
            "LocalIssuerUrl": self.issuer,
            "Proof": self.challenges,
            "ProofCost": PROOF_COST,
            "PublicRate": UNBOUNDED,
            "PublicBurst": UNBOUNDED,
        }


def from_environment() -> Settings:
    """PORT, AWS_PORT, PROOF, JIANDU_DATA, JIANDU_LOG_FILE and JIANDU_TEMPLATE, each with its default."""
    root = Path(__file__).resolve().parents[2]
    data = (root / os.environ.get("JIANDU_DATA", ".local")).resolve()
    return Settings(
        root=root,
        template=(root / os.environ.get("JIANDU_TEMPLATE", "template.yaml")).resolve(),
        data=data,
        port=int(os.environ.get("PORT", "8080")),
        aws_port=int(os.environ.get("AWS_PORT", "4600")),
        challenges=os.environ.get("PROOF", "on"),
        log_file=Path(os.environ.get("JIANDU_LOG_FILE", data / "functions.log")).resolve(),
    )
