"""Settings that every test needs before anything is imported."""

import os

os.environ["TF_USE_LEGACY_KERAS"] = (
    "1"  # TensorFlow 1's own cells are in tf_keras; `import keras` is Keras 3 all the same
)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")


def pytest_terminal_summary(terminalreporter):
    """Print what tests have counted, each by `record_property("count", "3 of 4")`."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == "count":
                terminalreporter.write_line(value)
