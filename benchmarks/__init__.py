"""How fast is it? Each module prints figures of the README: `make bench`. Nothing here is a test."""

import os

# One thread for everyone, set before any of the libraries is imported: the matrices of a step are so small that more
# threads mostly wait for one another.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTEROP_THREADS", "TF_NUM_INTRAOP_THREADS")
os.environ |= dict.fromkeys(THREADS, "1") | {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
