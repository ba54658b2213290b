"""Where things are: the repository's own folders, and an instructor's course folder in nbgrader's layout."""

from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UserError

REPOSITORY = Path(__file__).parent.parent
CHAPTERS = REPOSITORY / "chapters"
BOOK = REPOSITORY / "_build" / "html"
CLIENT = REPOSITORY / "unrolled"


def assignments() -> tuple[str, ...]:
    """The assignments there are: one for each module of exercises, named as its chapter."""
    modules = (REPOSITORY / "autograder" / "exercises").glob("[!_]*")
    return tuple(sorted(path.stem for path in modules))


@dataclass(frozen=True)
class Course:
    """An instructor's folder: nbgrader's source, release, submitted, autograded and feedback, and our ledger."""

    folder: Path

    @classmethod
    def at(cls, folder: Path | None = None) -> "Course":
        """The course in that folder, or the repository's own git-ignored one; UserError where it is a file."""
        place = (folder or REPOSITORY / "course").resolve()
        if place.exists() and not place.is_dir():
            raise UserError(f"{place} is a file. A course needs a folder: name one with --course DIR.")
        return cls(place)

    @property
    def deadlines(self) -> Path:
        return self.folder / "deadlines.toml"

    def source(self, assignment: str) -> Path:
        return self.folder / "source" / assignment

    def release(self, assignment: str) -> Path:
        return self.folder / "release" / assignment

    def submitted(self, student: str, assignment: str) -> Path:
        return self.folder / "submitted" / student / assignment

    def attempts(self, student: str, assignment: str) -> list[Path]:
        """What a student handed in before what is in `submitted`: each in a folder of its own, whatever its name."""
        folders = [path for path in (self.folder / "attempts" / student / assignment).glob("*") if path.is_dir()]
        return sorted(folders, key=lambda path: (len(path.name), path.name))  # the tenth comes after the ninth

    def autograded(self, student: str, assignment: str) -> Path:
        return self.folder / "autograded" / student / assignment

    def feedback(self, student: str, assignment: str) -> Path:
        return self.folder / "feedback" / student / assignment

    def ledger(self, student: str, assignment: str) -> Path:
        return self.folder / "ledger" / assignment / f"{student}.json"

    def report(self, assignment: str) -> Path:
        return self.folder / "report" / f"{assignment}.html"

    def students(self, assignment: str) -> list[str]:
        """Everyone who handed this assignment in."""
        return sorted(path.parent.name for path in (self.folder / "submitted").glob(f"*/{assignment}") if path.is_dir())
