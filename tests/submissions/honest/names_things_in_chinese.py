"""Right, with names in another script, and letters that look like others."""

TEXT = {
    "rnn_step": """
def 一步(输入, 状态, 权重, 偏置):
    α = np.concatenate([输入, 状态], axis=1) @ 权重 + 偏置
    print("双曲正切 😀", α.shape)
    return np.tanh(α)

rnn_step = 一步
""",
    "last_output": """
def last_output(ℎ, длина):
    return np.array([ряд[n - 1] if n else ряд[0] * 0 for ряд, n in zip(ℎ, длина)])
""",
}
