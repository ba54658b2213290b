"""The cells of several pages at a time: a page has a kernel of its own, and the machine more than one core.

myst-nb reads one page after the other and runs its cells then, unless the cache has their results. So the results are
put there before. Cells that fail leave nothing in it: they fail again where myst-nb reads the page, and says which.
"""

import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import single_nb_execution
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from autograder.book import page

logger = logging.getLogger(__name__)


def run_ahead(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the cells of those of the pages that are to be read whose results are not in the cache."""
    config = env.mystnb_config  # type: ignore[attr-defined]  # set by myst-nb
    if config.execution_mode != "cache":
        return
    cache = get_cache(config.execution_cache_path)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = []
        for name in docnames:
            path = Path(env.doc2path(name))
            notebook = page.read(path.read_text())
            if _is_run(notebook) and not _is_kept(cache, notebook):
                running.append(pool.submit(_run, name, path, notebook, config.execution_timeout))
        for done in as_completed(running):
            bundle = done.result()
            if bundle is not None:
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def _run(name: str, path: Path, notebook: NotebookNode, timeout: int) -> CacheBundleIn | None:
    """The results of a page, to be kept; None where a cell failed."""
    logger.info("running the cells of %s: they, or files that they use, have changed", name)
    done = single_nb_execution(notebook, str(path.parent), timeout, allow_errors=False)
    if done.err:
        return None
    logger.info("ran the cells of %s in %.0f s", name, done.time)
    return CacheBundleIn(done.nb, str(path), data={"execution_seconds": done.time})


def _is_run(notebook: NotebookNode) -> bool:
    return notebook.metadata.get("mystnb", {}).get("execution_mode") != "off"


def _is_kept(cache: JupyterCacheAbstract, notebook: NotebookNode) -> bool:
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True
