"""In place of the notebook, a link to somebody else's."""

NO_GRADE = "is a link"


def hand_in(folder):
    (path,) = folder.glob("*.ipynb")
    path.unlink()
    path.symlink_to(f"../../renames_the_arguments/{folder.name}/{path.name}")
