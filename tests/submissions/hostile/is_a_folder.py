"""A folder with the notebook's name."""

NO_GRADE = "recurrence.ipynb is a folder"


def hand_in(folder):
    (path,) = folder.glob("*.ipynb")
    path.unlink()
    path.mkdir()
    (path / "inner.ipynb").write_text("{}")
