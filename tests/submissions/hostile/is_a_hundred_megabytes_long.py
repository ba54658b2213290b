"""A notebook of a hundred megabytes, nearly all of them blanks."""

SCORE = 0
REMARK = "larger than 50 MB"


def hand_in(folder):
    (path,) = folder.glob("*.ipynb")
    with path.open("ab") as file:
        for _ in range(100):
            file.write(b" " * 2**20)
