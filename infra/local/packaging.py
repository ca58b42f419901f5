"""`sam package` for the embedded cloud: what the template names locally goes to S3 under its content's hash."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import yaml
from botocore.exceptions import ClientError

from infra.local.settings import REGION, STACK

BUCKET = f"{STACK}-deployment"
_LOCAL_CODE = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}
_NESTED = "AWS::CloudFormation::Stack"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)

Template = dict[str, Any]


class _TemplateLoader(yaml.CSafeLoader):
    """CloudFormation's short tags become their long forms; dates stay text."""


_TemplateLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _intrinsic(loader: yaml.CSafeLoader, suffix: str, node: yaml.Node) -> Template:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode)
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


_TemplateLoader.add_multi_constructor("!", _intrinsic)


def read_template(path: Path) -> Template:
    template: Template = yaml.load(path.read_text(encoding="utf-8"), _TemplateLoader)
    return template


def nested_templates(path: Path) -> list[Path]:
    """The local templates a template names."""
    nested = (each for each in read_template(path)["Resources"].values() if each["Type"] == _NESTED)
    urls = [each["Properties"]["TemplateURL"] for each in nested]
    return [path.parent / url for url in urls if _is_local(url)]


class Package:
    """Uploads each local path once and remembers what the present template needs."""

    def __init__(self, s3: Any, endpoint: str) -> None:
        self._s3 = s3
        self._endpoint = endpoint
        self._keys: dict[Path, str] = {}
        self._needed: set[str] = set()

    def template_url(self, path: Path) -> str:
        """Upload a template with everything it names and return the address CloudFormation reads."""
        template = read_template(path)
        for resource in template["Resources"].values():
            self._replace_local_paths(resource, path.parent)
        common = template.get("Globals", {}).get("Function", {})
        if _is_local(common.get("CodeUri")):
            common["CodeUri"] = self._s3_uri(path.parent / common["CodeUri"])
        return self._upload(json.dumps(template).encode(), "template")

    def create_bucket(self) -> None:
        try:
            self._s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
                raise

    def discard_others(self) -> None:
        """Delete the packages of earlier deployments; this one's stay, for the next one's rollback reads them."""
        for page in self._s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
            for entry in page.get("Contents", []):
                if entry["Key"] not in self._needed:
                    self._s3.delete_object(Bucket=BUCKET, Key=entry["Key"])

    def _replace_local_paths(self, resource: Template, folder: Path) -> None:
        properties = resource.get("Properties", {})
        name = _LOCAL_CODE.get(resource["Type"])
        if name and _is_local(properties.get(name)):
            properties[name] = self._s3_uri(folder / properties[name])
        if resource["Type"] == _NESTED and _is_local(properties["TemplateURL"]):
            properties["TemplateURL"] = self.template_url(folder / properties["TemplateURL"])

    def _s3_uri(self, path: Path) -> str:
        if path not in self._keys:
            self._keys[path] = self._put(_zipped(path) if path.is_dir() else path.read_bytes(), "zip")
        return f"s3://{BUCKET}/{self._keys[path]}"

    def _upload(self, body: bytes, ending: str) -> str:
        return f"{self._endpoint}/{BUCKET}/{self._put(body, ending)}"

    def _put(self, body: bytes, ending: str) -> str:
        key = f"{hashlib.sha256(body).hexdigest()[:32]}.{ending}"
        self._s3.put_object(Bucket=BUCKET, Key=key, Body=body)
        self._needed.add(key)
        return key


def _is_local(value: Any) -> bool:
    return isinstance(value, str) and not value.startswith(("s3:", "http:", "https:"))


def _zipped(folder: Path) -> bytes:
    """A zip that depends on names and contents only; compiled modules stay in."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(str(path.relative_to(folder)), _LONG_AGO)
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes(), compresslevel=1)
    return memory.getvalue()
