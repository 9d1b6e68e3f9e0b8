"""Every action that the code can write into the audit, read from the code itself.

Each call of `audit.append` is followed back through the functions that hand the action on, to the
words it is made of; what cannot be followed is a star.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
CODE = REPO / "platform" / "liandong"
SERVICE = "liandong.features.audit.service"
STAR = "*"


@dataclass(frozen=True, eq=False)
class Module:
    """One file: its tree, and from where each of its names comes."""

    name: str
    tree: ast.Module
    origins: dict[str, str]


@cache
def modules() -> dict[str, Module]:
    found = {}
    for path in sorted(CODE.rglob("*.py")):
        name = ".".join(path.relative_to(CODE.parent).with_suffix("").parts)
        tree, name = ast.parse(path.read_text()), name.removesuffix(".__init__")
        origins = {
            each.asname or each.name: f"{node.module}.{each.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for each in node.names
        }
        found[name] = Module(name, tree, origins)
    return found


@cache
def actions() -> set[str]:
    """Return every action, with a star for what is not known before it is done."""
    return {
        action
        for module in modules().values()
        for function, call in _calls(module, f"{SERVICE}.append", f"{SERVICE}.appending.append")
        for action in _values(call.args[2], function, module)
    }


@cache
def values_of(target: str, place: int, name: str) -> set[str]:
    """Return what a function or class is handed under a name, wherever it is called."""
    return {
        value
        for module in modules().values()
        for function, call in _calls(module, target)
        for handed in (*call.args[place : place + 1], *_keyword(call, name))
        for value in _values(handed, function, module)
    }


def _keyword(call: ast.Call, name: str) -> list[ast.expr]:
    return [each.value for each in call.keywords if each.arg == name]


def _calls(module: Module, *targets: str) -> Iterator[tuple[ast.FunctionDef, ast.Call]]:
    return ((function, call) for name, function, call in _every_call(module) if name in targets)


@cache
def _every_call(module: Module) -> list[tuple[str, ast.FunctionDef, ast.Call]]:
    return [
        (_full_name(node.func, module), function, node)
        for function in ast.walk(module.tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
    ]


def _full_name(called: ast.expr, module: Module) -> str:
    if isinstance(called, ast.Name):
        return module.origins.get(called.id, f"{module.name}.{called.id}")
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return f"{module.origins.get(called.value.id, '')}.{called.attr}"
    return ""


def _values(said: ast.expr, function: ast.FunctionDef, module: Module) -> set[str]:
    if isinstance(said, ast.Constant):
        return {str(said.value)}
    if isinstance(said, ast.IfExp):
        return _values(said.body, function, module) | _values(said.orelse, function, module)
    if isinstance(said, ast.JoinedStr):
        parts = [_values(each, function, module) for each in said.values]
        return {"".join(each) for each in product(*parts)}
    if isinstance(said, ast.FormattedValue):
        return _values(said.value, function, module)
    if isinstance(said, ast.Name):
        return _named(said.id, function, module)
    return {STAR}


def _named(name: str, function: ast.FunctionDef, module: Module) -> set[str]:
    if name in {each.arg for each in (*function.args.args, *function.args.kwonlyargs)}:
        return _handed_on(name, function, module)
    for node in ast.walk(function):
        found = _assigned(node, name)
        if found is not None:
            return _values(found, function, module)
    home, _, origin = module.origins.get(name, f"{module.name}.{name}").rpartition(".")
    for node in modules()[home].tree.body if home in modules() else ():
        found = _assigned(node, origin)
        if isinstance(found, ast.Constant):
            return {str(found.value)}
    return {STAR}


def _assigned(node: ast.AST, name: str) -> ast.expr | None:
    if not isinstance(node, ast.Assign):
        return None
    target = node.targets[0]
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    pairs = zip(names, values, strict=False)
    return next((v for n, v in pairs if isinstance(n, ast.Name) and n.id == name), None)


def _handed_on(name: str, function: ast.FunctionDef, module: Module) -> set[str]:
    """Return what the callers of a function hand it under a name; nobody calls it: a star."""
    at = [each.arg for each in function.args.args]
    found: set[str] = set()
    for other in modules().values():
        for caller, call in _calls(other, f"{module.name}.{function.name}"):
            place = at.index(name) if name in at else len(call.args)
            handed = (*call.args[place : place + 1], *_keyword(call, name))
            found |= _values(handed[0], caller, other) if handed else {STAR}
    return found or {STAR}
