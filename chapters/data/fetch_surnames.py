"""Write surnames.txt: `pip install names==0.3.0` into a scratch environment, then `python fetch_surnames.py` there."""

import random
from pathlib import Path

import names

LEAST_PERCENT = 0.001  # the finest share the census file can tell from none

with open(names.FILES["last"]) as rows:
    shares = [row.split()[:2] for row in rows]  # name, per cent of the people asked, cumulative per cent, rank
surnames = [name.lower() for name, percent in shares if float(percent) >= LEAST_PERCENT]
random.Random(1990).shuffle(surnames)  # so that a slice of the file is a random sample
Path(__file__).with_name("surnames.txt").write_text("\n".join(surnames) + "\n")
