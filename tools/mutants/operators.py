"""The small mistakes a programmer could make in a module, one at a time: a mutant is a module with one of them."""

import ast
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
# What no test could or should notice: types, what a reader is told, checks for the type checker.
LEFT_OUT = {"annotation", "returns", "decorator_list", "type_params", "format_spec"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Slot = tuple[ast.AST, str, int | None]


@dataclass(frozen=True)
class Mutant:
    """`place` is the function the mistake is in, empty for what is reckoned when the module is loaded."""

    module: str
    place: str
    line: int
    change: str
    spot: int
    variant: int

    @property
    def key(self) -> str:
        return f"{self.module}.{self.place}: {self.change}"


def mutants_of(path: Path) -> list[Mutant]:
    found, seen = [], Counter[str]()
    for spot, (node, _, place) in enumerate(spots(ast.parse(path.read_text()))):
        for variant, (before, after, _) in enumerate(variants(node)):
            change = f"{before} → {after}"
            seen[place + change] += 1
            number = seen[place + change]
            change += f" #{number}" if number > 1 else ""
            found.append(Mutant(path.stem, place, getattr(node, "lineno", 0), change, spot, variant))
    return found


def mutated(path: Path, mutant: Mutant) -> ast.Module:
    """The module with this mistake made in it."""
    tree = ast.parse(path.read_text())
    node, (parent, field, index), _ = list(spots(tree))[mutant.spot]
    changed = list(variants(node))[mutant.variant][2]
    if index is None:
        setattr(parent, field, changed)
    else:
        getattr(parent, field)[index] = changed
    return ast.fix_missing_locations(tree)


def spots(parent: ast.AST, place: str = "", scope: str = "") -> Iterator[tuple[ast.AST, Slot, str]]:
    """Each node that could be mistaken, with where it hangs and the function it is in."""
    for field, value in ast.iter_fields(parent):
        if field in LEFT_OUT:
            continue
        inside = place or (f"{scope}{parent.name}" if isinstance(parent, FUNCTIONS) and field == "body" else "")
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST) and not _left_out(node):
                if not (isinstance(node, ast.Constant) and _is_spoken_for(parent)):
                    yield node, (parent, field, index), inside
                yield from spots(node, inside, f"{scope}{node.name}." if isinstance(node, ast.ClassDef) else scope)


def _is_spoken_for(parent: ast.AST) -> bool:
    """A subscript is changed as a whole; how a sentence is worded is no rule."""
    words = isinstance(parent, ast.Call) and ast.unparse(parent.func).endswith("gettext")
    return words or isinstance(parent, ast.Subscript)


def _left_out(node: ast.AST) -> bool:
    told = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    named = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    return told or named or isinstance(node, ast.Assert | ast.Import | ast.ImportFrom)


def variants(node: ast.AST) -> Iterator[tuple[str, str, ast.AST]]:
    """What this node could be by mistake: its words before and after, and the node to put in its place."""
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        yield from _conditions(node)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.comprehension):
        for n, condition in enumerate(node.ifs):
            yield f"if {ast.unparse(condition)}", "no filter", _with(node, ifs=[*node.ifs[:n], *node.ifs[n + 1 :]])
    else:
        for other in _others(node):
            yield _words(node), _words(other), other


def _words(node: ast.AST) -> str:
    return ast.unparse(node).strip()


def _with(node: ast.AST, **changes: object) -> ast.AST:
    other = copy(node)
    for field, value in changes.items():
        setattr(other, field, value)
    return other


def _conditions(node: ast.If | ast.While | ast.IfExp) -> Iterator[tuple[str, str, ast.AST]]:
    word = "while" if isinstance(node, ast.While) else "if"
    for value in (False,) if isinstance(node, ast.While) else (True, False):
        yield f"{word} {ast.unparse(node.test)}", f"{word} {value}", _with(node, test=ast.Constant(value))


def _calls(node: ast.Call) -> Iterator[tuple[str, str, ast.AST]]:
    if isinstance(node.func, ast.Name) and node.func.id in NAMES:
        other = _with(node, func=ast.Name(NAMES[node.func.id], ast.Load()))
        yield _words(node), _words(other), other
    for n, keyword in enumerate(node.keywords):
        if keyword.arg:
            fewer = _with(node, keywords=[*node.keywords[:n], *node.keywords[n + 1 :]])
            yield f"{ast.unparse(node.func)}(… {_words(keyword)})", "left out", fewer


def _others(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for n, op in enumerate(node.ops):
            for other in COMPARED[type(op)]:
                yield _with(node, ops=[*node.ops[:n], other(), *node.ops[n + 1 :]])
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        for n in range(len(node.values)):
            rest = [*node.values[:n], *node.values[n + 1 :]]
            yield rest[0] if len(rest) == 1 else _with(node, values=rest)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in RECKONED:
        yield _with(node, op=RECKONED[type(node.op)]())
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value in (0, 1):
        yield _with(node, slice=ast.Constant(1 - node.slice.value))
    elif isinstance(node, ast.Constant):
        yield from (ast.Constant(value) for value in _values(node.value))
    elif isinstance(node, ast.Expr):
        yield ast.Pass()
    elif isinstance(node, ast.Break | ast.Continue):
        yield ast.Continue() if isinstance(node, ast.Break) else ast.Break()


def _values(value: object) -> tuple[bool | float | str, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int | float):
        return (value + 1,)
    return (f"XX{value}",) if isinstance(value, str) else ()
