"""Where cells run: a warm server inside the sandbox forks a kernel for each notebook; see `inside`.

The server has imported what notebooks use, and runs nothing of anybody's. A kernel is a child of it behind walls of its
own, and starts in the time of a fork.
"""

from autograder.kernel.kernel import Execution, Kernel, Outcome
from autograder.kernel.server import KernelServer

__all__ = ["Execution", "Kernel", "KernelServer", "Outcome"]
