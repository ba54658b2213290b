"""Packages that do not exist here, and say so. To import one succeeds: a cell may import more than it uses."""

import sys
from collections.abc import Iterable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

SENTENCE = "{} is not here: exercises from scratch are checked where no library has a recurrent layer to offer"


class Absent(ModuleType):
    """In place of a package: nothing can be had from it."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(SENTENCE.format(self.__name__) if name[:2] != "__" else name)


class _Finder(MetaPathFinder, Loader):
    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self) if fullname in self._names else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return Absent(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def hide(names: Iterable[str]) -> None:
    """From now on, these are absent."""
    sys.meta_path.insert(0, _Finder(names))
