"""Write japanese_vowels.npz: `pip install aeon==1.6.0` into a scratch environment, then run this there once."""

from pathlib import Path

import numpy as np
from aeon.datasets import load_japanese_vowels

utterances, speakers = [], []
for split in ("train", "test"):
    coefficients, labels = load_japanese_vowels(split)  # a list of arrays [12, length], and the speakers as text
    utterances += [array.T for array in coefficients]
    speakers += [int(label) for label in labels]
np.savez_compressed(
    Path(__file__).with_name("japanese_vowels.npz"),
    frames=np.concatenate(utterances).round(4).astype(np.float32),  # the utterances one after the other
    lengths=np.array([len(frames) for frames in utterances], np.uint8),
    speakers=np.array(speakers, np.uint8),
)
