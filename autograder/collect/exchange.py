"""Collecting through nbgrader's exchange, on a hub, without following links."""

import shutil
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns


class CollectLinksAsLinks(ExchangeCollect):
    """nbgrader's own, except that a link in a submission stays one.

    A student can put a link into the exchange to what only the instructor may read: the solutions, the gradebook. If it
    were followed, the notebook would find a copy of it beside itself. Grading refuses a submission with a link.
    """

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        limit = 1000 * self.coursedir.max_dir_size
        if self.get_size(src) > limit:
            self.log.error("Not collected, for it is larger than %s bytes: %s", limit, src)
            return
        ignore = ignore_patterns(
            exclude=self.coursedir.ignore,
            include=self.coursedir.include,
            max_file_size=self.coursedir.max_file_size,
            log=self.log,
        )
        shutil.copytree(src, dest, ignore=ignore, symlinks=True)
