"""Settings that every test needs before anything is imported."""

import os

os.environ["TF_USE_LEGACY_KERAS"] = (
    "1"  # TensorFlow 1's own cells are in tf_keras; `import keras` is Keras 3 all the same
)
os.environ.pop("GITHUB_ACTIONS", None)  # a book that is built in a test is published nowhere, unless the test says so
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")


def pytest_terminal_summary(terminalreporter):
    """Below the results stands what tests have counted: `record_property("counted", "12 mutants")`."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    properties = [one for report in reports for one in getattr(report, "user_properties", ())]
    lines = dict.fromkeys(str(value) for name, value in properties if name == "counted")
    if lines:
        terminalreporter.section("counted")
    for line in lines:
        terminalreporter.write_line(line)
