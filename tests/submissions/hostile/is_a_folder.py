"""A folder with the notebook's name."""

SCORE = 0
REMARK = "not a file"


def hand_in(folder):
    (path,) = folder.glob("*.ipynb")
    path.unlink()
    path.mkdir()
    (path / "inner.ipynb").write_text("{}")
