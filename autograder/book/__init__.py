"""The Sphinx extension that turns chapters with exercises in them into a book."""

import os
from pathlib import Path

from sphinx.application import Sphinx

from autograder.book import (
    accessible,
    address,
    dependencies,
    downloads,
    formulas,
    images,
    in_page,
    light,
    look,
    moving,
    page,
    pdf,
    run_cells,
)
from autograder.book.beside import StandBeside
from autograder.book.exercise_count import ExerciseCount
from autograder.book.frame import FrameExercises
from autograder.book.languages import MarkChinese
from autograder.course import CHAPTERS
from autograder.release import written_out

# What the pages' kernels inherit: a check that fails stops the build, and TensorFlow keeps what it found out about the
# machine to itself. The matrices are small and several pages run at a time: there, a second thread made training up to
# 20 times slower. With one for each, a page's numbers do not depend on how many cores there are.
ENVIRONMENT = {
    "UNROLLED_RAISE": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
}


def setup(app: Sphinx) -> dict:
    os.environ.update(ENVIRONMENT)
    app.add_transform(StandBeside)
    app.add_transform(FrameExercises)
    app.add_transform(MarkChinese)
    app.add_role("exercises", ExerciseCount())
    app.add_directive("moving-figure", moving.MovingFigure)
    app.connect("config-inited", address.tell)
    formulas.set_up(app)
    app.connect("builder-inited", look.put_together)
    app.connect("env-before-read-docs", run_cells.run_ahead)
    app.connect("doctree-read", read_again_when_a_source_changes)
    app.connect("html-page-context", accessible.mend)
    app.connect("html-page-context", images.give_sizes)
    app.connect("html-page-context", look.preload)
    app.connect("html-page-context", moving.load_where_used)
    app.connect("html-page-context", downloads.offer, priority=502)  # after the theme has made its list of buttons
    app.connect("html-page-context", pdf.offer, priority=502)
    app.connect("html-page-context", address.mend, priority=510)
    app.connect("html-page-context", in_page.load)
    app.connect("html-page-context", light.leave_out_unused, priority=900)  # after all others have given theirs
    app.connect("build-finished", downloads.publish, priority=900)  # after the theme has written its files
    app.connect("build-finished", in_page.publish, priority=910)  # after the downloads, which it names
    app.connect("build-finished", light.leave_out_icons, priority=910)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": made_by()}


def made_by() -> int:
    """A number that changes with what makes pages of the texts: then Sphinx makes every page anew, and runs no cell."""
    folders = (Path(__file__).parent, CHAPTERS / "look", CHAPTERS / "static")
    files = (path for folder in folders for path in folder.rglob("*.*") if path.suffix != ".pyc")
    return int(dependencies.digest(files), 16)


def read_again_when_a_source_changes(app: Sphinx, doctree) -> None:
    """Tell Sphinx which files, beside its text, a page is made of."""
    chapter = page.parse(Path(app.env.doc2path(app.env.docname)).read_text())
    cells = [cell.source for cell in chapter.cells if cell.cell_type == "code"]
    what_shows_it = [Path(str(module.__file__)) for module in (page, written_out)]
    for path in (*dependencies.files_used_by(cells), *what_shows_it):
        app.env.note_dependency(os.path.relpath(path, app.srcdir))
