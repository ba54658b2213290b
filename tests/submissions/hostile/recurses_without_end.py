"""Recursion without a limit: the process runs out of stack and dies of it."""

SCORES = {"last_output": 0}
REMARK = "check_last_output: This cell (ended|used|ran)"


def last_output(outputs, sequence_length):
    import sys
    import threading

    sys.setrecursionlimit(2**31 - 1)
    threading.stack_size(2**20)

    class Deep:
        def __repr__(self):
            return repr(self)

    deep = Deep()
    deep = [deep]
    for _ in range(200_000):
        deep = [deep]
    return repr(deep)
