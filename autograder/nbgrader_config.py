"""nbgrader's own configuration file: with it the stock commands release and grade as this course does.

The course folder's nbgrader_config.py loads it: there `nbgrader autograde lstm` is all it takes. Another
course loads it by the same line: `load_subconfig("nbgrader_config.py", path="<this folder>")`.
"""

from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
from nbgrader import preprocessors as nbgrader

from autograder.collect.exchange import CollectLinksAsLinks
from autograder.feedback.clean_html import SHOWN, clean_html, clean_markdown
from autograder.feedback.exporter import FeedbackExporter
from autograder.handed_in.forgiving_reader import ForgivingExporter
from autograder.preprocessors.execute_in_sandbox import ExecuteInSandbox
from autograder.preprocessors.get_grades_and_waits import GetGradesAndWaits
from autograder.preprocessors.penalise_late import PenaliseLate, PenaltyByDeadline
from autograder.preprocessors.restore_cells import RestoreCells
from autograder.preprocessors.score_from_ledger import ScoreFromLedger
from autograder.preprocessors.write_out_imports import WriteOutImports
from autograder.preprocessors.write_stubs import WriteStubs

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - whoever loads this file provides it

c.CourseDirectory.course_id = "unrolled"

# Feedback and the formgrader show what students wrote and what their code put out, and run none of it.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {"clean_html": clean_html, "strip_files_prefix": clean_markdown}
c.NbConvertBase.display_data_priority = SHOWN
c.GenerateFeedback.exporter_class = FeedbackExporter
c.GenerateFeedback.preprocessors = [GetGradesAndWaits, CSSHTMLHeaderPreprocessor]

# On a hub, `nbgrader collect` reads what students wrote into a common folder.
c.ExchangeFactory.collect = CollectLinksAsLinks

# What is inside a solution leaves the notebook before nbgrader computes checksums and remembers the cells.
c.GenerateAssignment.preprocessors = [
    nbgrader.IncludeHeaderFooter,
    nbgrader.LockCells,
    WriteStubs,  # for ClearSolutions
    WriteOutImports,
    nbgrader.ClearOutput,
    nbgrader.CheckCellMetadata,
    nbgrader.ComputeChecksums,
    nbgrader.SaveCells,
    nbgrader.ClearHiddenTests,
    nbgrader.ClearMarkScheme,
    nbgrader.ComputeChecksums,
    nbgrader.CheckCellMetadata,
]

# Whatever was handed in becomes a notebook with the instructor's cells in it before anything else looks at it.
c.Autograde.exporter_class = ForgivingExporter
c.Autograde.sanitize_preprocessors = [
    nbgrader.ClearOutput,
    RestoreCells,
    nbgrader.DeduplicateIds,
    nbgrader.OverwriteKernelspec,
    nbgrader.OverwriteCells,
    nbgrader.CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    ExecuteInSandbox,  # for Execute
    nbgrader.IgnorePattern,
    ClearMetadataPreprocessor,
    nbgrader.LimitOutput,
    ScoreFromLedger,  # for SaveAutoGrades
    PenaliseLate,  # for AssignLatePenalties
    nbgrader.CheckCellMetadata,
]
c.AssignLatePenalties.plugin_class = PenaltyByDeadline
