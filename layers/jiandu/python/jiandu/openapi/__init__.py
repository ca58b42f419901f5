"""The JSON face described for programs, from the routes, the rules and the forms; made once, by the build."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from jiandu.core.procedure import Rules
from jiandu.openapi.answers import ANSWERS, TEXT, Schema, described, ref
from jiandu.openapi.bodies import Act, acts_content, acts_of, body_schemas, form_content
from jiandu.openapi.operations import OPERATIONS, PATH_PARAMETERS, Operation
from jiandu.statuses import TITLES

Routes = Mapping[str, Mapping[str, bool]]
INTRODUCTION = """行政执法监督系统的 JSON 接口。每一地址同时是网页：请求头 Accept 不含 text/html 的，得到 JSON。

办理一个事项：
1. 取得令牌，写入 Authorization: Bearer …：签发机构见 GET /sign-in。
   浏览器以会话 cookie 办理的，另须带 X-CSRF-Token 或者表单项 csrf；令牌不需要。
2. GET /matters 列出事项，next 不为 null 的，带 cursor 取下一页。
3. GET /matters/{matter_id}：actions 是现在可以办理的动作，附地址、表单和可选的值；ETag 是版本。
4. POST 动作的地址，写明 version 或者 If-Match，并带 Idempotency-Key。答复是办理后的事项。

重发：没有收到答复或者收到 503 的，用同一个 Idempotency-Key 原样重发，不会重复办理；同一个键用于另一内容的，422。
版本：办理期间事项有变化的，以 version 写明的答复 409，以 If-Match 写明的答复 412，都说明有了什么变化。
ETag 与 If-None-Match 只比较版本：灯色、逾期日数和关联事项的状态随时间变化，需要时请不带 If-None-Match 读取。
文件：JSON 内以 {"name": …, "content": base64} 上传，全部内容不超过 256 KB；
更大的用 multipart/form-data，文件不超过 4 MB。
错误：application/problem+json，errors 逐处写明 field、rule 和中文说明。
时间为 ISO 8601；日期按北京时间。答复将来可能增加字段，请忽略不认识的字段。"""
HEADERS = {
    "Idempotency-Key": {"type": "string", "minLength": 1, "maxLength": 200, "description": "幂等键，每一新请求换一个"},
    "If-Match": {"type": "string", "pattern": '^"[0-9]+"$', "description": "您看到的版本，代替 version"},
    "If-None-Match": {"type": "string", "description": "已有的版本；没有变化的答复 304"},
}
ETAG = {"ETag": {"description": "事项的版本", "schema": {"type": "string", "pattern": '^"[0-9]+"$'}}}


def document(routes: Routes, laws: Iterable[Rules]) -> dict[str, Any]:
    """OpenAPI 3.1 of all routes (path → method → whether it is public) under all published rules."""
    acts = acts_of(laws)
    known = {path: {m: p for m, p in found.items() if m in OPERATIONS.get(path, {})} for path, found in routes.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "行政执法监督", "version": "1", "description": INTRODUCTION},
        "paths": {
            path: _path(path, {m: (OPERATIONS[path][m], public) for m, public in methods.items()}, acts.get(path, {}))
            for path, methods in known.items()
            if methods
        },
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
            "schemas": {**ANSWERS, **body_schemas(acts)},
            "responses": {f"Problem{status}": _problem(status, title) for status, title in TITLES.items()},
        },
    }


def _path(path: str, methods: Mapping[str, tuple[Operation, bool]], acts: Mapping[str, Act]) -> Schema:
    parameters = [_path_parameter(name, acts) for name in re.findall(r"\{(\w+)\}", path)]
    described_methods = {
        method.lower(): _operation(path, method, operation, public, acts)
        for method, (operation, public) in methods.items()
    }
    return {**({"parameters": parameters} if parameters else {}), **described_methods}


def _path_parameter(name: str, acts: Mapping[str, Act]) -> Schema:
    schema = PATH_PARAMETERS[name]
    if name == "action" and acts:
        titles = {act.name: act.title for act in acts.values()}
        schema = {**schema, "enum": list(titles), "x-titles": titles}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _operation(path: str, method: str, operation: Operation, public: bool, acts: Mapping[str, Act]) -> Schema:
    content = _content(path, operation, acts) if method == "POST" else {}
    row = {
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description,
        "operationId": _id(path, method),
        "security": [*([{}] if operation.known else []), *([] if public else [{"bearer": []}])],
        "parameters": _parameters(method, operation),
        "responses": _responses(path, method, operation, public, bool(acts) and method == "POST"),
    }
    return {**row, **({"requestBody": {"required": True, "content": content}} if content else {})}


def _id(path: str, method: str) -> str:
    return re.sub(r"\W+", "_", f"{method.lower()}{path}").rstrip("_")


def _content(path: str, operation: Operation, acts: Mapping[str, Act]) -> Schema:
    if acts:
        return acts_content(path, acts)
    if operation.form:
        return form_content(operation.form)
    bodies = {"application/json": operation.takes, "multipart/form-data": operation.uploads}
    return {media: {"schema": schema} for media, schema in bodies.items() if schema}


def _parameters(method: str, operation: Operation) -> list[Schema]:
    query = [
        {"name": name, "in": "query", "required": name in operation.required, "schema": schema}
        for name, schema in (operation.query or {}).items()
    ]
    wanted = {
        "Idempotency-Key": operation.keyed,
        "If-Match": operation.versioned and method == "POST",
        "If-None-Match": operation.versioned and method == "GET",
    }
    headers = [{"name": n, "in": "header", "schema": schema} for n, schema in HEADERS.items() if wanted[n]]
    return [*query, *headers]


def _responses(path: str, method: str, operation: Operation, public: bool, acts: bool) -> Schema:
    schema = ref(operation.answers) if operation.answers else TEXT
    good: Schema = {
        "description": operation.summary,
        "content": {media: {"schema": schema} for media in operation.media},
        **({"headers": ETAG} if operation.versioned else {}),
    }
    seen = {"304": described({"headers": ETAG}, "没有变化")} if operation.versioned and method == "GET" else {}
    told = sorted(_refusals(path, method, public, acts) | set(operation.refuses))
    refusals = {str(s): {"$ref": f"#/components/responses/Problem{s}"} for s in told}
    return {str(operation.status): good, **seen, **refusals}


def _refusals(path: str, method: str, public: bool, acts: bool) -> set[int]:
    """The statuses of refusals, by what can go wrong on such a route."""
    found = {422, 429, 500, 503}
    found |= {400, 413, 415} if method == "POST" else set()
    found |= {404} if "{" in path or path.endswith("/track") else set()
    found |= {401} if not public else set()
    found |= {403} if not public and method == "POST" else set()
    found |= {409} if acts else set()
    return found | ({412} if acts and not public else set())


def _problem(status: int, title: str) -> Schema:
    retry = {"Retry-After": {"description": "多少秒后可以重发", "schema": {"type": "integer"}}}
    return {
        "description": title,
        "content": {"application/problem+json": {"schema": ref("Problem")}},
        **({"headers": retry} if status == 503 else {}),
    }
