"""The templates as CloudFormation gets them: the serverless resources transformed into plain ones."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from samtranslator.public.translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform

from infra.local.packaging import read_template

CODE = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}
Template = dict[str, Any]


class NoManagedPolicies(ManagedPolicyLoader):  # type: ignore[misc]
    """None is used, so none is fetched."""

    def __init__(self) -> None:
        super().__init__(iam_client=None)

    def load(self) -> dict[str, str]:
        return {}


def plain(path: Path) -> Template:
    """A template after its transform, its code as if it lay in a bucket; the region is that of the environment."""
    answer: Template = json.loads(_plain(path, os.environ["AWS_DEFAULT_REGION"]))
    return answer


@cache
def _plain(path: Path, region: str) -> str:
    template = read_template(path)
    if "Transform" not in template:
        return json.dumps(template)
    for resource in template["Resources"].values():
        if name := CODE.get(resource["Type"]):
            resource["Properties"][name] = "s3://code/code.zip"
    return json.dumps(transform(template, {}, NoManagedPolicies()))
