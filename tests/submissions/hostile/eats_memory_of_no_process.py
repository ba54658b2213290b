"""Memory that belongs to no process: files in memory, shared memory, messages, semaphores."""

TEXT = {
    "last_output": """
import ctypes, mmap, os

kept = []
for make in (lambda: os.memfd_create("mine"), lambda: os.open("/dev/shm/mine", os.O_CREAT | os.O_RDWR)):
    try:
        descriptor = make()
        for _ in range(1000):
            os.write(descriptor, bytes(2**20))
    except OSError as error:
        print(error)
c = ctypes.CDLL(None, use_errno=True)
for number in range(200):
    c.shmget(number, 2**24, 0o1600)
    c.msgget(number, 0o1600)
try:
    kept.append(mmap.mmap(-1, 2**40))
except (OSError, ValueError, OverflowError) as error:
    print(error)

def last_output(outputs, sequence_length):
    return np.array([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)])
""",
}
