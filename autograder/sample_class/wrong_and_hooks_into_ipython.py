"""Wrong answers, and a hook that rewrites each cell after it so that it seems to pass."""

ASSIGNMENTS = ("recurrence", "lstm")

HOOK = """
import ast

def agree(lines):
    return ["10\\n"] if any("check(" in line for line in lines) else lines

class Agree(ast.NodeTransformer):
    def visit_Expr(self, node):
        called = node.value
        if isinstance(called, ast.Call) and getattr(called.func, "id", "") == "check":
            return ast.copy_location(ast.Expr(ast.Constant(10)), node)
        return node

get_ipython().input_transformers_cleanup.append(agree)
get_ipython().ast_transformers.append(Agree())
"""

TEXT = {
    "rnn_step": HOOK + "\ndef rnn_step(x, h_prev, kernel, bias):\n    return h_prev\n",
    "lstm_step": HOOK
    + "\ndef lstm_step(x, c_prev, h_prev, kernel, bias, forget_bias=1.0):\n    return c_prev, h_prev\n",
}
