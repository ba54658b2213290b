"""What one submission may use."""

from dataclasses import dataclass

MIB = 2**20
GIB = 2**30


@dataclass(frozen=True)
class Limits:
    """Enough for a small TensorFlow training, little enough that several submissions run beside each other.

    `memory_bytes` holds twice: for the address space of each process, where an allocation beyond it raises MemoryError,
    and for what all processes really use together. To train a small LSTM, TensorFlow takes 2 GiB of address space and
    uses less than 1 GiB. `disk_bytes` holds for each of the places that can be written: the home, /tmp and /dev/shm.
    """

    seconds_per_cell: float = 60
    seconds: float = 600
    memory_bytes: int = 4 * GIB
    processes: int = 256
    file_bytes: int = 64 * MIB
    disk_bytes: int = 256 * MIB
    output_bytes: int = 1_000_000


DEFAULT = Limits()
