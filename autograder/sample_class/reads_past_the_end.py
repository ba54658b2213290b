"""Trains a gated network on rows whose end it does not know: a part of the model's points."""

ASSIGNMENTS = ("capstone",)


def train_and_predict(inputs, sequence_length, labels, new_inputs, new_sequence_length):
    keras.utils.set_random_seed(0)
    mean, deviation = inputs.mean(), inputs.std()
    model = keras.Sequential([keras.layers.GRU(32), keras.layers.Dense(9)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.01), loss)
    model.fit((inputs - mean) / deviation, labels, 16, epochs=12, verbose=0)
    return model.predict((new_inputs - mean) / deviation, verbose=0)
