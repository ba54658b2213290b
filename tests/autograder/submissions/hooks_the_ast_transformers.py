"""Wrong, with a hook that rewrites each check after it was parsed."""

TEXT = {
    "rnn_step": """
import ast

class Agree(ast.NodeTransformer):
    def visit_Expr(self, node):
        return ast.copy_location(ast.Expr(ast.Constant(10)), node)

get_ipython().ast_transformers.append(Agree())

def rnn_step(x, h_prev, kernel, bias):
    return h_prev
""",
}
