"""Secrets made by CloudFormation as AWS makes them: Ref gives the ARN, the generated text obeys its rules."""

from __future__ import annotations

import json
import secrets
import string
from typing import Any

TYPE = "AWS::SecretsManager::Secret"
_CLASSES = {
    "ExcludeLowercase": string.ascii_lowercase,
    "ExcludeUppercase": string.ascii_uppercase,
    "ExcludeNumbers": string.digits,
    "ExcludePunctuation": string.punctuation,
}
_DEFAULT_LENGTH = 32


def install() -> None:
    """ministack's own provisioner answers Ref with the name and ignores the character classes."""
    from ministack.services import secretsmanager
    from ministack.services.cloudformation import provisioners

    handlers: dict[str, Any] = provisioners._RESOURCE_HANDLERS[TYPE]
    create, update, delete = handlers["create"], handlers["update"], handlers["delete"]

    def name_of(arn: str) -> str:
        return secretsmanager._resolve(arn)[0] or arn

    def create_secret(*arguments: Any) -> tuple[str, dict[str, str]]:
        _, attributes = create(*arguments)
        return attributes["Arn"], attributes

    def update_secret(arn: str, *arguments: Any, **named: Any) -> tuple[str, dict[str, str]]:
        _, attributes = update(name_of(arn), *arguments, **named)
        return attributes["Arn"], attributes

    def delete_secret(arn: str, *arguments: Any) -> None:
        delete(name_of(arn), *arguments)

    handlers.update(create=create_secret, update=update_secret, delete=delete_secret)
    provisioners._sm_secret_string = secret_string


def secret_string(properties: dict[str, Any]) -> str:
    """SecretString as given, or generated text, alone or within its template."""
    if properties.get("SecretString"):
        return str(properties["SecretString"])
    rules = properties.get("GenerateSecretString")
    if rules is None:
        return ""
    generated = _generate(rules)
    if "SecretStringTemplate" not in rules:
        return generated
    return json.dumps(json.loads(rules["SecretStringTemplate"]) | {rules["GenerateStringKey"]: generated})


def _generate(rules: dict[str, Any]) -> str:
    left_out = set(rules.get("ExcludeCharacters", ""))
    classes = [
        [character for character in characters if character not in left_out]
        for rule, characters in _CLASSES.items()
        if not _true(rules.get(rule))
    ]
    length = int(rules.get("PasswordLength", _DEFAULT_LENGTH))
    required = [] if rules.get("RequireEachIncludedType") is False else [secrets.choice(c) for c in classes if c]
    every = [character for characters in classes for character in characters]
    letters = required + [secrets.choice(every) for _ in range(length - len(required))]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


def _true(value: Any) -> bool:
    return str(value).lower() == "true"
