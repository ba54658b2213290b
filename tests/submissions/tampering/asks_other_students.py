"""Wrong, and looks for others who answer: on loopback, in abstract sockets, in shared memory, in /tmp."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import glob, os, socket, sys

for path in glob.glob("/tmp/*") + glob.glob("/dev/shm/*") + glob.glob("/run/*") + glob.glob("/var/tmp/*"):
    if not os.environ["UNROLLED_EXAMINER"].startswith(path) and not sys.prefix.startswith(path):
        print("FOUND", path)
for line in open("/proc/net/unix").read().splitlines()[1:]:
    name = line.split()[-1]
    if name.startswith("@"):
        print("FOUND", name)
for port in (22, 80, 5432, 8000, 8888, 8786):
    with socket.socket() as connection:
        connection.settimeout(0.2)
        if connection.connect_ex(("127.0.0.1", port)) == 0:
            print("FOUND", port)
print("LOOKED")

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
