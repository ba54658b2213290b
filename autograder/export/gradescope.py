"""Gradescope: an autograder that grades nothing, and gives each submission the final score that it already has.

Gradescope documents no table of scores that it would import, but what an autograder leaves in results.json. So the
scores go into one, to be uploaded to a programming assignment and run again on all submissions. It knows a student by
email or SID, or a submission by its number, which is what `unrolled collect` calls students of Gradescope's archive.
"""

import json
import stat
import zipfile
from pathlib import Path

from autograder.export.exported import Exported, Scores, rounded
from autograder.export.matching import match
from autograder.handed_in.files import replace_file

SCRIPTS = Path(__file__).with_name("gradescope_scores")


def export(scores: Scores, roster: Path | None, column: str | None, output: Path) -> Exported:
    """Write the archive; with a list, its people's emails and ids stand for them."""
    done = Exported(output)
    known: dict[str, str] = {}
    if roster is None:
        known = {student.casefold(): student for student in scores.final}
        done.remarks.append("no list was given, so each student's id has to be an email, SID or submission's number")
    else:
        matched = match(roster, scores)
        done.left_out, done.remarks = matched.left_out, matched.remarks
        done.without = matched.without
        for student, row in matched.rows.items():
            if student in scores.final:
                known |= dict.fromkeys(matched.people[row].ids, student)
    written = set(known.values())
    done.written = len(written)
    table = {
        "assignment": column or scores.assignment,
        "maximum": scores.maximum,
        "scores": {key: float(rounded(scores.final[student])) for key, student in known.items()},
    }
    half = output.with_name(f".{output.name}.made")
    output.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        for script in sorted(path for path in SCRIPTS.iterdir() if path.is_file()):
            archive.writestr(_entry(script.name, 0o755), script.read_bytes())
        archive.writestr(_entry("scores.json", 0o644), json.dumps(table, indent=1))
    replace_file(output, half.read_bytes())
    half.unlink()
    return done


def _entry(name: str, permissions: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFREG | permissions) << 16
    return entry
