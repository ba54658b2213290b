#!/usr/bin/env bash
# Gradescope runs this once, as root, when the autograder is uploaded: Python, the sandbox, and the packages of the lock.
set -euo pipefail
cd /autograder/source

export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y bubblewrap
# The course needs Python 3.11 to 3.13; the newest that this image's system has is taken.
for version in 3.13 3.12 3.11 none; do
    if apt-get install -y "python$version" "python$version-venv"; then
        break
    fi
done
if [ "$version" = none ]; then
    echo "This base image has no Python 3.11, 3.12 or 3.13: choose a newer Ubuntu in the autograder's settings."
    exit 1
fi
"python$version" -m venv .venv
.venv/bin/pip install --require-hashes -r requirements.txt
.venv/bin/python -m compileall -q .venv/lib autograder solutions unrolled || true  # only saves time later
