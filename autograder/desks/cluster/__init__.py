"""Grading on a Dask cluster: universities reach SLURM, Kubernetes and their own machines through it."""

from collections.abc import Callable

from autograder.desks.local import Desks
from autograder.errors import UserError
from autograder.handed_in.release import Release


def desks_at(address: str, sandboxed: bool, say: Callable[[str], None]) -> Callable[[Release], Desks]:
    """The desks of the cluster whose scheduler is there, which is asked when there is something to grade."""
    try:
        from autograder.desks.cluster.desks import ClusterDesks  # Dask is an extra
    except ModuleNotFoundError as error:
        raise UserError(
            f"A cluster is reached through Dask, which is not installed ({error}): pip install distributed"
        ) from error
    return lambda release: ClusterDesks(release, address, sandboxed, say)
