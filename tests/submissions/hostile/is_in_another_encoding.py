"""A notebook in UTF-16, which some editors call Unicode."""

SCORE = 0
REMARK = "not text in UTF-8"


def hand_in(folder):
    (path,) = folder.glob("*.ipynb")
    path.write_text(path.read_text(), encoding="utf-16")
