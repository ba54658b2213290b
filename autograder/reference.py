"""The reference, imported: its Keras twins bring TensorFlow along, which has much to say about the machine."""

import contextlib
import importlib
import os
import sys
from collections.abc import Iterator
from types import ModuleType


def reference_module(name: str) -> ModuleType:
    """A module of `solutions`, such as `solutions.lstm_keras`."""
    if name in sys.modules:
        return sys.modules[name]
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # and at the first operation it has more to say
    with _standard_error_closed():
        return importlib.import_module(name)


@contextlib.contextmanager
def _standard_error_closed() -> Iterator[None]:
    """TensorFlow writes past Python, and past every setting, to the descriptor itself."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)
