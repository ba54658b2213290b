"""Right, after a cell that awaits, and with a task that is still running."""

TEXT = {
    "last_output": """
import asyncio

async def lengths(given):
    await asyncio.sleep(0)
    return np.asarray(given)

assert list(await lengths([1, 2])) == [1, 2]
forever = asyncio.ensure_future(asyncio.sleep(3600))

def last_output(outputs, sequence_length):
    n = np.asarray(sequence_length)
    return np.where((n > 0)[:, None], outputs[np.arange(len(n)), n - 1], 0)
""",
}
