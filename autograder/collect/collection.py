"""A class's downloads, one student after the other: what is wrong with one costs no other."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from autograder.collect.choice import choose
from autograder.collect.downloads import File, Refused, Room, downloaded, is_archive, unpacked
from autograder.collect.names import HOW_TO_NAME, Claimed, Owner, claimed
from autograder.collect.place import put
from autograder.collect.roster import Roster
from autograder.course import Course
from autograder.errors import UserError

# Whoever unpacks or copies a folder without its dates gives all files that moment.
ALL_AT_ONCE = timedelta(minutes=1)
UNDATED = (
    "All files have the date of one minute: that is when they were copied or unpacked, not when they were handed in. "
    "No timestamps were written. Unpack the archive with its dates, or name the archive itself."
)


@dataclass(frozen=True)
class Collected:
    """What became of one student's files: `taken` is the notebook's name in the download, None if there is none."""

    student: str
    taken: str | None
    what: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Collection:
    """What became of all: students in the order of their ids, and the files that belong to nobody."""

    students: list[Collected]
    nobodys: list[str]
    remarks: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return not self.nobodys and all(one.taken for one in self.students)


def collect(
    course: Course,
    assignment: str,
    source: Path,
    roster: Roster | None = None,
    named_regexp: str | None = None,
    dry_run: bool = False,
) -> Collection:
    """Put what was downloaded into submitted/<student>/<assignment>/; UserError if nothing in it is anyone's."""
    files = downloaded(source)
    found, nobodys = claimed(files, assignment, named_regexp)
    if not found:
        what = f"{len(files)} files, such as {files[0].path}" if files else "no files"
        raise UserError(
            f"{source} holds {what}: none is named as Moodle or Canvas name them, or plainly.\n{HOW_TO_NAME}."
        )
    remarks = []
    if _all_at_once(found):
        found = [replace(one, date=None) for one in found]
        remarks.append(UNDATED)
    students, said = _by_student(found, roster)
    return Collection(
        [_collect_one(course, assignment, one, students[one], said[one], dry_run) for one in sorted(students)],
        [str(file.path) for file in nobodys],
        remarks,
    )


def collect_one(course: Course, assignment: str, student: str, files: Sequence[File]) -> Collected:
    """The files of a student who is known."""
    owner = Owner(student)
    return _collect_one(course, assignment, student, [Claimed(owner, file, file.modified) for file in files], [], False)


def _collect_one(
    course: Course, assignment: str, student: str, files: Sequence[Claimed], said: Sequence[str], dry_run: bool
) -> Collected:
    try:
        own, problems = _unpacked(files)
        said = [*said, *problems]
        choice = choose(own, assignment)
        what = put(course, assignment, student, choice, dry_run)
    except Refused as problem:
        return Collected(student, None, f"not collected: {problem}", tuple(said))
    except OSError as problem:  # a name too long, a disk too small
        return Collected(student, None, f"not collected: {problem.filename}: {problem.strerror}", tuple(said))
    return Collected(student, str(choice.taken), what, (*said, *choice.remarks))


def _unpacked(files: Sequence[Claimed]) -> tuple[list[Claimed], list[str]]:
    """The files, read, those of archives in their place and as late as these; and why some could not be."""
    done, problems, room = [], [], Room()
    for one in sorted(files, key=lambda one: is_archive(one.file)):  # no archive takes a notebook's room
        try:
            done += [replace(one, file=file) for file in unpacked(one.file, room)]
        except Refused as problem:
            problems.append(f"{one.file.path} {problem}")
    return done, problems


def _by_student(
    found: Sequence[Claimed], roster: Roster | None
) -> tuple[dict[str, list[Claimed]], dict[str, list[str]]]:
    """Each student's files, by id, and what there is to say of the id."""
    owners = sorted({one.owner for one in found}, key=lambda owner: (owner.name, owner.number))
    namesakes = Counter(owner.id for owner in owners)
    ids, said = {}, defaultdict(list)
    for owner in owners:
        people = roster.find(owner) if roster else []
        if len(people) == 1:
            ids[owner] = people[0]
            continue
        ids[owner] = owner.id
        if namesakes[owner.id] > 1:
            ids[owner] = owner.id_with_number
            said[ids[owner]].append(
                f"{namesakes[owner.id]} people are called {owner.name}, and the number is another one in the next "
                "assignment: give their ids with --roster"
            )
        if roster:
            problem = f"is the name of {len(people)} people in the list" if people else "is not in the list"
            said[ids[owner]].append(f"{owner.name or owner.number} {problem}")
    files = defaultdict(list)
    for one in found:
        files[ids[one.owner]].append(one)
    return files, said


def _all_at_once(found: Sequence[Claimed]) -> bool:
    """Do several students' files have the date of one moment?"""
    dates = [one.date for one in found if one.date]
    return len({one.owner for one in found}) > 1 and bool(dates) and max(dates) - min(dates) < ALL_AT_ONCE
