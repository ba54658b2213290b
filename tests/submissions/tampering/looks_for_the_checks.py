"""Wrong, and prints whatever it finds of the hidden checks, the reference and the course folder."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import gc, os, subprocess, sys

for line in get_ipython().history_manager.get_range():
    print("HISTORY", str(line).replace("FOUND", "found"))  # its own source is among them
for name in ("solutions", "autograder"):
    try:
        __import__(name)
        print("FOUND the package", name)
    except ImportError:
        pass
for folder, _, files in os.walk("/"):
    if folder.startswith(("/proc", "/sys", sys.prefix, sys.base_prefix, "/usr")):
        continue
    for path in (os.path.join(folder, one) for one in files):
        if path.endswith((".db", ".json", ".md")) and "/." not in path:  # the kernel's own are hidden files
            print("FOUND", path)
print("ENVIRONMENT", dict(os.environ))
print("LOOKED")

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
