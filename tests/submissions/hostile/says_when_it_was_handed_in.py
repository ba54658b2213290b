"""Right, with a time of submission of its own, which is no time."""

NO_GRADE = "timestamp.txt holds no date"


def hand_in(folder):
    (folder / "timestamp.txt").write_text("1970-01-01 yesterday; DROP TABLE grade")
