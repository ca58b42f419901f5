"""REST APIs lose ANY methods, mock integrations (CORS) and gateway responses."""

from __future__ import annotations

from typing import Any

from infra.local.fixups.stack import Stack

_ANY = "x-amazon-apigateway-any-method"
_INTEGRATION = "x-amazon-apigateway-integration"
_GATEWAY_RESPONSES = "x-amazon-apigateway-gateway-responses"


def restore(stack: Stack, logical_id: str, api_id: str, properties: dict[str, Any]) -> None:
    body = properties.get("Body")
    if not body:
        return
    gateway = stack.client("apigateway")
    pages = gateway.get_paginator("get_resources").paginate(restApiId=api_id, embed=["methods"])
    resources = {item["path"]: item for page in pages for item in page["items"]}
    for path, described in body["paths"].items():
        if path not in resources:
            continue
        # A path of a function under a condition: that it exists says the condition holds.
        operations = described["Fn::If"][1] if "Fn::If" in described else described
        for verb, operation in operations.items():
            where = {"restApiId": api_id, "resourceId": resources[path]["id"]}
            if verb == _ANY and "ANY" not in resources[path].get("resourceMethods", {}):
                _restore_any(stack, gateway, api_id, where, operation)
            if operation.get(_INTEGRATION, {}).get("type") == "mock":
                _restore_mock(stack, gateway, {**where, "httpMethod": verb.upper()}, operation[_INTEGRATION])
    _restore_gateway_responses(stack, gateway, api_id, body.get(_GATEWAY_RESPONSES, {}))
    for stage in gateway.get_stages(restApiId=api_id)["item"]:
        gateway.create_deployment(restApiId=api_id, stageName=stage["stageName"])


def _restore_any(stack: Stack, gateway: Any, api_id: str, where: dict[str, str], operation: dict[str, Any]) -> None:
    where = {**where, "httpMethod": "ANY"}
    gateway.put_method(**where, **_authorization(gateway, api_id, operation))
    gateway.put_integration(
        **where,
        type="AWS_PROXY",
        integrationHttpMethod="POST",
        uri=stack.value(operation[_INTEGRATION]["uri"]),
    )


def _authorization(gateway: Any, api_id: str, operation: dict[str, Any]) -> dict[str, str]:
    wanted = [name for requirement in operation.get("security", []) for name in requirement]
    for authorizer in gateway.get_authorizers(restApiId=api_id, limit=500)["items"]:
        if authorizer["name"] in wanted:
            return {"authorizationType": "CUSTOM", "authorizerId": authorizer["id"]}
    return {"authorizationType": "NONE"}


def _restore_mock(stack: Stack, gateway: Any, where: dict[str, str], integration: dict[str, Any]) -> None:
    gateway.put_integration(**where, type="MOCK", requestTemplates=integration.get("requestTemplates", {}))
    for response in integration["responses"].values():
        parameters = stack.value(response.get("responseParameters", {}))
        status = str(response["statusCode"])
        gateway.put_method_response(**where, statusCode=status, responseParameters=dict.fromkeys(parameters, False))
        gateway.put_integration_response(
            **where,
            statusCode=status,
            responseParameters=parameters,
            responseTemplates=response.get("responseTemplates", {}),
        )


def _restore_gateway_responses(stack: Stack, gateway: Any, api_id: str, responses: dict[str, Any]) -> None:
    for kind, response in responses.items():
        response = stack.value(response)
        status = {"statusCode": str(response["statusCode"])} if response.get("statusCode") else {}
        gateway.put_gateway_response(
            restApiId=api_id,
            responseType=kind,
            responseParameters=response.get("responseParameters", {}),
            responseTemplates=response.get("responseTemplates", {}),
            **status,
        )
