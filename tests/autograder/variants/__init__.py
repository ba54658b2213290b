"""Right answers, written as many ways as students write them: not one may ever be marked wrong."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import NamedTuple


class Variant(NamedTuple):
    """A right answer to an exercise. One that needs float64, such as differences of nearby numbers, says so."""

    exercise: str
    answer: Callable
    needs_float64: bool = False

    @property
    def name(self) -> str:
        return getattr(self.answer, "__name__", type(self.answer).__name__)


RIGHT: list[Variant] = []


def right_for(exercise: str, needs_float64: bool = False) -> Callable[[Callable], Callable]:
    """Register a right answer; its name says what is special about it."""

    def register(answer: Callable) -> Callable:
        RIGHT.append(Variant(exercise, answer, needs_float64))
        return answer

    return register


for _module in pkgutil.iter_modules(__path__):  # one for each chapter; importing it registers its answers
    importlib.import_module(f"{__name__}.{_module.name}")
