"""What an instructor sees of a collection: whose notebook was taken from where, and what belongs to nobody."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.collect.collection import Collection
from autograder.collect.names import HOW_TO_NAME

MOST_SHOWN = 20


def show(console: Console, collection: Collection, dry_run: bool) -> None:
    table = Table(title="Would be collected" if dry_run else "Collected", title_justify="left")
    table.add_column("Student")
    table.add_column("From", overflow="fold")
    table.add_column("Remarks", overflow="fold")
    for one in collection.students:
        said = "\n".join(escape(text) for text in (one.what, *one.remarks))
        table.add_row(escape(one.student), escape(one.taken or "nothing"), said, style="" if one.taken else "bold red")
    console.print(table)
    for remark in collection.remarks:
        console.print(remark, style="yellow", markup=False)
    if collection.nobodys:
        console.print(f"Files that belong to nobody: {len(collection.nobodys)}", style="bold red")
        for path in collection.nobodys[:MOST_SHOWN]:
            console.print(f"  {path}", markup=False, soft_wrap=True)
        if len(collection.nobodys) > MOST_SHOWN:
            console.print(f"  and {len(collection.nobodys) - MOST_SHOWN} more")
        console.print(f"{HOW_TO_NAME}.", markup=False)
    taken = sum(one.taken is not None for one in collection.students)
    console.print(
        f"{taken} of {len(collection.students)} students {'would be' if dry_run else 'are'} collected."
        + (" Nothing was written." if dry_run else "")
    )
