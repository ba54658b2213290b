"""Every answer is right."""

TEXT = {
    "directions_explained": "The backward chain needs the end of the row; where that is missing, or is the answer, it cannot be used.",
    "vanishing_explained": "Each step back in time multiplies the gradient by the same matrix and by slopes of tanh below 1.",
    "gates_explained": "The forget gate decides what is kept, the input gate what is written, the output gate what is shown.",
}
