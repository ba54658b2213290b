"""Right answers, written as many ways as students write them: not one may ever be marked wrong."""

import importlib
import pkgutil
from collections.abc import Callable

RIGHT: list[tuple[str, Callable]] = []


def right_for(exercise: str) -> Callable[[Callable], Callable]:
    """Register a right answer; its name says what is special about it."""

    def register(answer: Callable) -> Callable:
        RIGHT.append((exercise, answer))
        return answer

    return register


for _module in pkgutil.iter_modules(__path__):  # one for each chapter; importing it registers its answers
    importlib.import_module(f"{__name__}.{_module.name}")
