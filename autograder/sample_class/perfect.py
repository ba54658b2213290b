"""Every answer is right."""

TEXT = {
    "vanishing_explained": "Each step back in time multiplies the gradient by the same matrix and by slopes of tanh below 1.",
    "dropout_explained": "Drop between layers and not along time; the curve on melodies held back decides; off when used.",
    "gates_explained": "The forget gate decides what is kept, the input gate what is written, the output gate what is shown.",
}
