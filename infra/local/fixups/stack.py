"""A deployed stack as the fixups see it: its processed template, physical ids and values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infra.local.clients import client
from infra.local.settings import REGION

_PLACEHOLDER = re.compile(r"\$\{([^}!]+)\}")
_ARNS = {
    "AWS::KMS::Key": "arn:aws:kms:{region}:{account}:key/{id}",
    "AWS::Lambda::Function": "arn:aws:lambda:{region}:{account}:function:{id}",
    "AWS::S3::Bucket": "arn:aws:s3:::{id}",
    "AWS::SQS::Queue": "arn:aws:sqs:{region}:{account}:{name}",
}


@dataclass(frozen=True)
class Stack:
    endpoint: str
    account: str
    template: dict[str, Any]
    physical_ids: dict[str, str]
    parameters: dict[str, str]

    @classmethod
    def read(cls, endpoint: str, name: str) -> Stack:
        cloudformation = client("cloudformation", endpoint)
        body = cloudformation.get_template(StackName=name, TemplateStage="Processed")["TemplateBody"]
        described = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
        return cls(
            endpoint=endpoint,
            account=client("sts", endpoint).get_caller_identity()["Account"],
            template=json.loads(body) if isinstance(body, str) else body,
            physical_ids={
                entry["LogicalResourceId"]: entry["PhysicalResourceId"]
                for page in pages
                for entry in page["StackResourceSummaries"]
            },
            parameters={entry["ParameterKey"]: entry["ParameterValue"] for entry in described.get("Parameters", [])},
        )

    def client(self, service: str) -> Any:
        return client(service, self.endpoint)

    def deployed(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Resources that exist, those under a false condition left out."""
        for logical_id, resource in self.template["Resources"].items():
            if logical_id in self.physical_ids:
                yield logical_id, resource

    def value(self, node: Any) -> Any:
        """Resolve Ref, Fn::GetAtt of an Arn or of a nested output, and Fn::Sub."""
        if isinstance(node, list):
            return [self.value(item) for item in node]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((name, argument),) = node.items()
            if name == "Ref":
                return self._reference(argument)
            if name == "Fn::GetAtt":
                return self._attribute(argument if isinstance(argument, list) else argument.split(".", 1))
            if name == "Fn::Sub":
                return self._substituted(argument)
        return {key: self.value(item) for key, item in node.items()}

    def _reference(self, name: str) -> str:
        pseudo = {"AWS::Region": REGION, "AWS::AccountId": self.account, "AWS::Partition": "aws"}
        return pseudo.get(name) or self.parameters.get(name) or self.physical_ids.get(name, name)

    def _attribute(self, path: list[str]) -> str:
        logical_id, attribute = path
        physical_id = self.physical_ids[logical_id]
        if attribute.startswith("Outputs."):
            return self._output(physical_id, attribute.removeprefix("Outputs."))
        pattern = _ARNS[self.template["Resources"][logical_id]["Type"]]
        name = physical_id.rsplit("/", 1)[-1]
        return pattern.format(region=REGION, account=self.account, id=physical_id, name=name)

    def _output(self, stack: str, name: str) -> str:
        described = self.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
        return next(str(o["OutputValue"]) for o in described["Outputs"] if o["OutputKey"] == name)

    def _substituted(self, argument: Any) -> str:
        text, values = (argument, {}) if isinstance(argument, str) else argument

        def replacement(match: re.Match[str]) -> str:
            name = match[1]
            if name in values:
                return str(self.value(values[name]))
            return self._attribute(name.split(".", 1)) if "." in name else self._reference(name)

        return _PLACEHOLDER.sub(replacement, text)
