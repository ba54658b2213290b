"""Every answer is right."""

TEXT = {
    "directions_explained": "The backward chain needs the end of the row; where that is missing, or is the answer, it cannot be used.",
    "vanishing_explained": "Each step back in time multiplies the gradient by the same matrix and by slopes of tanh below 1.",
    "dropout_explained": "Drop between layers and not along time; the curve on melodies held back decides; off when used.",
    "gates_explained": "The forget gate decides what is kept, the input gate what is written, the output gate what is shown.",
    "conventions_explained": "PyTorch resets after the product, TensorFlow 1 before it; no conversion of weights changes that.",
    "depth_explained": "A fair comparison has equal numbers of parameters and several seeds; one cell in every place is one kernel.",
    "report": "The question: which shape comes first and which last. Compared: the nearest neighbour, a plain network and a "
    "masked GRU, on three tasks each. Chosen by a fifth that was held back. The plain network forgot the first shape.",
}
