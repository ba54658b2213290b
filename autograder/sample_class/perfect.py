"""Every answer is right."""

TEXT = {
    "vanishing_explained": "Each step back in time multiplies the gradient by the same matrix and by slopes of tanh below 1.",
    "gates_explained": "The forget gate decides what is kept, the input gate what is written, the output gate what is shown.",
    "report": "The question: which shape comes first and which last. Compared: the nearest neighbour, a plain network and a "
    "masked GRU, on three tasks each. Chosen by a fifth that was held back. The plain network forgot the first shape.",
}
