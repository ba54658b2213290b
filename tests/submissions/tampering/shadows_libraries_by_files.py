"""Wrong, with files named as the libraries that a kernel imports; each would change what a check does."""

SCORES = {"last_output": 0}

NAMES = ("sitecustomize", "usercustomize", "nbgrader", "otter", "autograder", "solutions", "conftest")


def last_output(outputs, sequence_length):
    return outputs[:, -1]


def hand_in(folder):
    for name in NAMES:
        (folder / f"{name}.py").write_text("import builtins\nbuiltins.check = lambda *args: 3.0\n")
    startup = folder / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00-first.py").write_text("check = lambda *args: 3.0\n")
    (folder / "ipython_config.py").write_text("c.InteractiveShellApp.exec_lines = ['check = lambda *args: 3.0']\n")
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.ExecuteInSandbox.sandboxed = False\n")
