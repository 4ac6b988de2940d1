"""Runs the tests of the domain against each mutant. One import, then a fork a mutant: milliseconds, not seconds.

A mistake inside a function is put into that function of the running process, and only the tests that enter it are
run, the quick ones first. A mistake in what a module reckons when it is loaded gets a new process and every test.
"""

import ast
import gc
import importlib.util
import json
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, Phase, settings

from tools.mutants.operators import Mutant, mutated

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT / "apps/prescriptions/domain"
TESTS = ROOT / "tests/unit/prescriptions/domain"
PACKAGE = "apps.prescriptions.domain"
SECONDS, MEMORY = 20, 4 * 2**30
QUICK = 0.1


def run(mutants: list[Mutant], found: Path, examples: int, *, quick: bool = False) -> None:
    """`found` gets a line for each mutant: its key and the test that noticed it, `time` or an empty string.

    `quick` leaves out those that need a new process.
    """
    phases, checks = [Phase.explicit, Phase.generate], list(HealthCheck)
    settings.register_profile(
        "mutants", max_examples=examples, derandomize=True, deadline=None, phases=phases, suppress_health_check=checks
    )
    settings.load_profile("mutants")
    found.parent.mkdir(exist_ok=True)
    found.write_text("")
    order = found.with_suffix(".order")
    pid = os.fork()
    if not pid:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        _quit(_pytest(Session(mutants, found, order)))
    if os.waitpid(pid, 0)[1]:
        raise SystemExit("The tests fail without any mutant.")
    told = results(found)
    for mutant in [each for each in mutants if each.key not in told and not quick]:
        _tell(found, mutant, _in_child(partial(_loaded_anew, mutant, order)))


def results(found: Path) -> dict[str, str]:
    return dict(json.loads(line) for line in found.read_text().splitlines())


def _tell(found: Path, mutant: Mutant, killer: str) -> None:
    with found.open("a") as lines:
        lines.write(json.dumps([mutant.key, killer]) + "\n")
    if not killer:
        sys.stderr.write(f"{mutant.module}.py:{mutant.line} {mutant.key}\n")


def _pytest(plugin: object) -> int:
    """Hypothesis is loaded already, on purpose: pytest would warn that it cannot look into its assertions."""
    quiet = ["-q", "-s", "-x", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*quiet, str(TESTS)], plugins=[plugin]))


def _quit(code: int) -> None:
    sys.stdout.flush()
    os._exit(code)


def _in_child(work: Callable[[], str]) -> str:
    """What `work` answers in a process of its own, `time` when it took too long."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        with suppress(BaseException):
            os.write(writing, work().encode() or b"-")
        _quit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(pid, 0)
    return {"": "time", "-": ""}.get(answer, answer)


class Session:
    """Takes the place of the run of the tests: first once as they are, then for each mutant."""

    def __init__(self, mutants: list[Mutant], found: Path, order: Path) -> None:
        self.mutants, self.found, self.order = mutants, found, order
        self.entered: dict[str, set[str]] = {}
        self.seconds: dict[str, float] = {}
        self.items: dict[str, pytest.Item] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for item in session.items:
            self._measure(item)
        self.items = {item.nodeid: item for item in session.items}
        self.order.write_text(json.dumps({n: s for n, s in self.seconds.items() if self.entered[n] or s < QUICK}))
        functions = _functions()
        killers: dict[str, Counter[str]] = {}
        for mutant in self.mutants:
            where = f"{mutant.module}.{mutant.place}"
            first = killers.setdefault(where, Counter())
            names = self._tests_of(mutant, where)
            names.sort(key=lambda name: (-first[name], self.seconds[name]))
            killer = _in_child(partial(self._try, mutant, names, functions))
            first[killer] += 1
            if killer or mutant.place:
                _tell(self.found, mutant, killer)
        return True

    def _tests_of(self, mutant: Mutant, where: str) -> list[str]:
        """Those that enter the function. A changed constant is tried on the quick ones, then in a new process."""
        if mutant.place:
            return [name for name, entered in self.entered.items() if where in entered]
        return [name for name, entered in self.entered.items() if entered and self.seconds[name] < QUICK]

    def _measure(self, item: pytest.Item) -> None:
        entered = self.entered.setdefault(item.nodeid, set())
        folder = str(DOMAIN)

        def note(frame: FrameType, event: str, _: object) -> None:
            code = frame.f_code
            if event == "call" and code.co_filename.startswith(folder):
                entered.add(f"{Path(code.co_filename).stem}.{code.co_qualname}")

        with suppress(AttributeError):  # a property with a number of examples of its own
            item.obj._hypothesis_internal_use_settings = settings.get_profile("mutants")
        start = time.monotonic()
        sys.setprofile(note)
        passed = not _failed(item)
        sys.setprofile(None)
        self.seconds[item.nodeid] = time.monotonic() - start
        if not passed:  # one that looks at the clock, on a busy machine
            sys.stderr.write(f"left out, fails without any mutant: {item.nodeid}\n")
            entered.clear()

    def _try(self, mutant: Mutant, names: list[str], functions: list[FunctionType]) -> str:
        if mutant.place:
            _plant(mutant, functions)
        elif not _rebind(mutant):
            return ""
        for name in names:
            signal.setitimer(signal.ITIMER_PROF, 1 + 5 * self.seconds[name])
            if _failed(self.items[name]):
                return name
        return ""


def _plant(mutant: Mutant, functions: list[FunctionType]) -> None:
    path = DOMAIN / f"{mutant.module}.py"
    codes = {(c.co_qualname, c.co_firstlineno): c for c in _codes(compile(mutated(path, mutant), path, "exec"))}
    for function in functions:
        code = function.__code__
        if code.co_filename == str(path):
            function.__code__ = codes.get((code.co_qualname, code.co_firstlineno), code)


def _rebind(mutant: Mutant) -> bool:
    """Gives a constant of a module its mistaken value wherever it was imported. Not for what was made from it."""
    path = DOMAIN / f"{mutant.module}.py"
    named = [s for s in mutated(path, mutant).body if s.lineno <= mutant.line <= (s.end_lineno or 0)]
    if not named or not isinstance(named[0], ast.Assign | ast.AnnAssign):
        return False
    before = vars(sys.modules[f"{PACKAGE}.{mutant.module}"])
    after = {**before}
    exec(compile(ast.Module(named[:1], []), path, "exec"), after)  # the module’s own line, with the mistake in it
    changed = {name: value for name, value in after.items() if before.get(name) is not value}
    for module in [found for name, found in sys.modules.items() if name.startswith("apps.")]:
        for name, value in changed.items():
            if name in before and getattr(module, name, None) is before[name] and module.__dict__ is not before:
                setattr(module, name, value)
    before.update(changed)
    return True


def _functions() -> list[FunctionType]:
    """Those of the domain. What is frozen for the garbage collector (tests/conftest.py) is not listed."""
    gc.unfreeze()
    found = [each for each in gc.get_objects() if isinstance(each, FunctionType)]
    gc.freeze()
    return [each for each in found if each.__code__.co_filename.startswith(str(DOMAIN))]


def _failed(item: pytest.Item) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _codes(const)


class Planted(MetaPathFinder, SourceFileLoader):
    """Loads the mutant where Python looks for the module."""

    def __init__(self, mutant: Mutant) -> None:
        path = DOMAIN / f"{mutant.module}.py"
        self.tree: ast.Module = mutated(path, mutant)
        SourceFileLoader.__init__(self, f"{PACKAGE}.{mutant.module}", str(path))

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        return (
            importlib.util.spec_from_file_location(fullname, self.path, loader=self) if fullname == self.name else None
        )

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.tree, self.path, "exec")


class Quickest:
    """The quick tests first, without those that look at another process; says which one failed."""

    def __init__(self, order: Path) -> None:
        self.seconds: dict[str, float] = json.loads(order.read_text())
        self.failed = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid in self.seconds]
        items.sort(key=lambda item: self.seconds[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid


def _loaded_anew(mutant: Mutant, order: Path) -> str:
    sys.meta_path.insert(0, Planted(mutant))
    plugin = Quickest(order)
    try:
        passed = not _pytest(plugin)
    except BaseException:
        passed = False
    return "" if passed else plugin.failed or "does not load"
