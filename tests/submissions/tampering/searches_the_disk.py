"""Wrong, and looks for the reference, the examiner, the gradebook, the secret and other submissions on the disk."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import os, sys

LOOKED_FOR = {"gradebook.db", "secret", "recurrence.ipynb", "source", "submitted", "autograded", "ledger", "solutions",
              "examiner.py", "nbgrader_config.py", "pyproject.toml", "recurrence_keras.py", ".git"}
for folder, folders, files in os.walk("/"):
    if folder.startswith(("/proc", "/sys")):
        folders[:] = []
        continue
    for name in LOOKED_FOR.intersection(files + folders):
        path = os.path.join(folder, name)
        if "site-packages" in path and "/autograder" not in path and "/solutions" not in path:
            continue
        if path.startswith(("/usr", sys.base_prefix)) or path == os.path.join(os.getcwd(), "recurrence.ipynb"):
            continue
        try:
            os.listdir(path) if os.path.isdir(path) else open(path).read(1)
            print("FOUND", path)
        except OSError:
            pass
print("LOOKED")

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
