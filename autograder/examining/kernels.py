"""The kernels that submissions are examined in: without the libraries that have a recurrent layer, and with them.

An exercise from scratch is examined where those libraries do not exist: there is no layer that could be called instead.
"""

import contextlib
import importlib.util
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from autograder.kernel import Kernel, KernelServer
from autograder.sandbox import Sandbox
from autograder.sandbox.limits import DEFAULT, Limits

WITH_A_RECURRENT_LAYER = ("tensorflow", "keras", "tf_keras", "torch", "jax", "flax", "equinox", "haiku", "mxnet", "mlx")
ENVIRONMENT = "UNROLLED_EXAMINER"


class Kernels:
    """A desk's supply, for one submission after the other; a context manager.

    A server is started when it is first needed, and again where it has ended.
    """

    def __init__(self, sandbox: Sandbox, limits: Limits = DEFAULT) -> None:
        self._sandbox = sandbox
        # A server has to import the libraries, whatever little a kernel may use.
        self._limits = replace(limits, memory_bytes=max(limits.memory_bytes, DEFAULT.memory_bytes))
        self._servers: dict[bool, KernelServer] = {}

    def __enter__(self) -> "Kernels":
        self._stack = contextlib.ExitStack()
        self.shared = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="unrolled-")))
        self.examiner = self.shared / "examiner"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def warm_up(self, from_scratch: bool) -> None:
        """Start the server of these kernels; it warms up while others go on."""
        server = self._servers.get(from_scratch)
        if server is None or server.ended:
            server = KernelServer(
                self._sandbox,
                preload=() if from_scratch else _installed("tensorflow", "keras"),
                absent=_places(WITH_A_RECURRENT_LAYER) if from_scratch else {},
                shared=self.shared,
                environment={ENVIRONMENT: str(self.examiner)},
                limits=self._limits,
            )
            self._servers[from_scratch] = self._stack.enter_context(server)

    def start(self, from_scratch: bool, folder: Path, limits: Limits) -> Kernel:
        """A kernel in a fresh copy of `folder`; StartFailed says why there is none."""
        self.warm_up(from_scratch)
        return self._servers[from_scratch].start(folder, limits)


def _installed(*names: str) -> tuple[str, ...]:
    return tuple(name for name in names if importlib.util.find_spec(name))


def _places(names: tuple[str, ...]) -> Mapping[str, tuple[Path, ...]]:
    """Where these packages lie in this environment; none is imported."""
    specs = {name: importlib.util.find_spec(name) for name in names}
    return {name: _outermost(spec.submodule_search_locations or ()) for name, spec in specs.items() if spec}


def _outermost(places: Iterable[str]) -> tuple[Path, ...]:
    """TensorFlow, once it is imported, also names folders inside its own."""
    paths = [Path(place) for place in places]
    return tuple(path for path in paths if not any(other in path.parents for other in paths))
