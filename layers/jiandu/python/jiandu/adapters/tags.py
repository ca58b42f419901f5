"""What a template may say: names, for and if, comparisons, how many; nothing in it is ever called or imported."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape

from jinja2 import Environment, StrictUndefined, TemplateError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = {"length": 0, "join": 1}  # how many are in a list; its lines in one, with what stands between them
DEEPEST = 2
OF_JINJA = {"self", "super", "caller", "varargs", "kwargs"}
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Filter,
)  # fmt: skip
SPACED = re.compile(r"\{\{\s*(\w+)\s*\}\}")
MARKUP = re.compile(r"""<!--.*?-->|<[/?!\w](?:[^<>"']|"[^"<]*"|'[^'<]*')*>""", re.DOTALL)


class BadTag(Exception):
    """A template says something it may not, or cannot be read; the message is Chinese."""


@cache
def environment() -> Environment:
    """Where templates live: sandboxed, escaping, without globals, tests and all filters but two."""
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.tests.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


def parsed(source: str) -> nodes.Template:
    """The tree of a source that says only what it may; raises BadTag."""
    try:
        tree = environment().parse(source)
    except (TemplateError, RecursionError) as error:
        raise BadTag("标签无法识别，请核对括号和拼写") from error
    for node, loops in _walk(tree, 0):
        _check(node, loops)
    return tree


def names_in(sources: Iterable[str]) -> set[str]:
    """What templates ask for; raises BadTag."""
    return set().union(*(meta.find_undeclared_variables(parsed(source)) for source in sources))


def lacking(sources: Iterable[str], required: Iterable[str]) -> list[str]:
    """The required texts that no source prints."""
    text = SPACED.sub(r"{{ \1 }}", unescape(MARKUP.sub("", "\n".join(sources))))
    return [wanted for wanted in required if SPACED.sub(r"{{ \1 }}", wanted) not in text]


def misfits(sources: Iterable[str], fields: Mapping[str, str], required: Iterable[str]) -> list[tuple[str, str]]:
    """(rule, message) of each way in which a template does not fit its letter; ``fields`` are names with titles.

    Raises BadTag for a source that says what it may not.
    """
    texts = list(sources)
    used = names_in(texts)
    return [
        *(("unknown_variable", f"没有“{name}”这个变量。") for name in sorted(used - set(fields))),
        *(
            ("missing_variable", f"缺少变量“{fields[name]}”，请在模板中写入 {{{{ {name} }}}}。")
            for name in fields
            if name not in used
        ),
        *(("required_text", f"缺少必备文字：“{text}”。") for text in lacking(texts, required)),
    ]


def _walk(node: nodes.Node, loops: int) -> Iterator[tuple[nodes.Node, int]]:
    inner = loops + isinstance(node, nodes.For)
    yield node, inner
    for child in node.iter_child_nodes():
        yield from _walk(child, inner)


def _check(node: nodes.Node, loops: int) -> None:
    if not isinstance(node, ALLOWED) or (isinstance(node, nodes.Filter) and not _is_known(node)):
        raise BadTag("只能使用变量、for、if 和比较，不能使用函数和其他语句")
    if isinstance(node, nodes.Name) and node.name in OF_JINJA:
        raise BadTag(f"不能使用“{node.name}”")
    if isinstance(node, nodes.Getattr) and (node.attr.startswith("_") or not isinstance(node.node, nodes.Name)):
        raise BadTag("只能使用变量本身的内容，例如 item.name")
    if isinstance(node, nodes.For) and not _is_plain(node):
        raise BadTag("for 只能写成“for 名称 in 变量”")
    if loops > DEEPEST:
        raise BadTag("for 最多嵌套两层")


def _is_known(node: nodes.Filter) -> bool:
    plain = isinstance(node.node, nodes.Name) and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    given = len(node.args) if all(isinstance(argument, nodes.Const) for argument in node.args) else None
    return plain and given is not None and FILTERS.get(node.name) == given


def _is_plain(node: nodes.For) -> bool:
    named = isinstance(node.target, nodes.Name) and isinstance(node.iter, nodes.Name | nodes.Getattr)
    return named and node.test is None and not node.recursive and not node.else_
