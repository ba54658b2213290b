"""The way to a cluster: a scheduler that answers, and workers that are fit to grade."""

import asyncio
import json
import logging
import warnings
from pathlib import Path

from distributed import Client, Security
from distributed.core import rpc

from autograder.desks.cluster.seat import versions, why_unfit
from autograder.errors import UserError

SECONDS_TO_CONNECT = 5
NO_ANSWER = f"nothing is heard within {SECONDS_TO_CONNECT} s"


def connected(address: str) -> Client:
    """A client of the scheduler at an address, or in a scheduler file; UserError where none answers."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said in our own words
    try:
        found = json.loads(Path(address).read_bytes())["address"] if Path(address).is_file() else address
        asyncio.run(asyncio.wait_for(_asked(found), SECONDS_TO_CONNECT))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that differ: `refuse_the_unfit` looks at them
            return Client(found, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except Exception as error:  # what else may answer at that address raises whatever its answer makes of Dask
        raise UserError(
            f"Nothing was graded: no Dask scheduler answers at {address} ({str(error) or NO_ANSWER}).\n"
            "Start one with `dask scheduler`, and pass the address that it prints: tcp://HOST:8786"
        ) from error


async def _asked(address: str) -> None:
    """Ask for any answer: a client by itself would wait for ever for who takes the connection and says nothing."""
    async with rpc(address, connection_args=Security().get_connection_args("client")) as scheduler:
        await scheduler.identity()


def refuse_the_unfit(client: Client, sandboxed: bool) -> None:
    """UserError that names each worker that must not grade, and why."""
    answers = client.run(why_unfit, versions(), sandboxed, on_error="return")
    unfit = [f"{address}: {_reason(answer)}" for address, answer in answers.items() if answer is not None]
    if unfit:
        raise UserError(
            "\n".join([f"Nothing was graded: {len(unfit)} of {len(answers)} workers cannot grade this class.", *unfit])
        )


def _reason(answer: str | Exception) -> str:
    if isinstance(answer, ImportError | AttributeError):
        return f"this course is not installed there, or another version of it ({answer})"
    return str(answer)
