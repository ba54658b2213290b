"""`unrolled doctor`: are machine, environment and course folder fit to grade, and how is mended what is not?"""

from collections.abc import Callable, Iterator

from rich.console import Console

from autograder.course import Course
from autograder.doctor import environment, folder, gradebook, machine
from autograder.doctor.finding import Finding, broken
from autograder.show.json_lines import write_line

Check = Callable[[Course], Finding]
SUBJECTS: dict[str, list[Check]] = {
    "Machine": [
        machine.does_the_sandbox_work,
        machine.are_user_namespaces_allowed,
        machine.is_there_enough_memory,
        machine.how_many_notebooks_at_a_time,
        machine.is_there_space_for_the_course,
        machine.is_there_space_for_temporary_files,
        machine.are_files_read_as_unicode,
        machine.is_the_clock_right,
    ],
    "Environment": [
        environment.is_the_interpreter_supported,
        environment.are_the_packages_as_locked,
        environment.is_the_database_upgrader_found,
    ],
    "Course folder": [
        folder.is_there_a_course_folder,
        folder.does_nbgrader_use_this_grader,
        folder.are_the_releases_fresh,
        folder.are_the_submissions_of_known_assignments,
        folder.can_the_submissions_be_graded,
        folder.are_the_deadlines_understood,
        folder.did_earlier_runs_clean_up,
        folder.is_nobody_grading_now,
    ],
    "Gradebook": [
        gradebook.can_the_gradebook_be_read,
        gradebook.is_the_schema_of_the_gradebook_current,
        gradebook.can_the_gradebook_be_written,
        gradebook.are_those_who_handed_in_on_the_class_list,
    ],
}
MARKS = {"fine": "[green]fine   [/]", "warning": "[yellow]warning[/]", "broken": "[bold red]broken [/]"}
INDENT = " " * 9


def examine_and_show(console: Console, course: Course, as_json: bool) -> bool:
    """Show each finding as it is made; True if nothing is broken."""
    verdicts = []
    for subject, check, finding in _findings(course):
        verdicts.append(finding.verdict)
        if as_json:
            write_line(subject=subject, check=check, verdict=finding.verdict, said=finding.said, remedy=finding.remedy)
            continue
        if SUBJECTS[subject][0].__name__ == check:
            console.print(subject, style="bold")
        question = check.replace("_", " ").capitalize()
        console.print(f"{MARKS[finding.verdict]}  {question}?", end=" ")
        console.print(finding.said, markup=False, soft_wrap=True)
        for line in finding.remedy.splitlines():
            console.print(INDENT + line, style="cyan", markup=False, soft_wrap=True)
    if not as_json:
        console.print(_sum(verdicts.count("broken"), verdicts.count("warning")), style="bold")
    return "broken" not in verdicts


def _findings(course: Course) -> Iterator[tuple[str, str, Finding]]:
    """No check can end the others."""
    for subject, checks in SUBJECTS.items():
        for check in checks:
            try:
                finding = check(course)
            except Exception as problem:
                said = f"this could not be found out: {type(problem).__name__}: {problem}"
                finding = broken(said, "see to the findings above first")
            yield subject, check.__name__, finding


def _sum(broken: int, warnings: int) -> str:
    if broken:
        return f"{broken} to mend before grading, {warnings} to look at."
    return f"Fit to grade; {warnings} to look at." if warnings else "Fit to grade."
