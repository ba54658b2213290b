"""Wrong, with a hook that rewrites each check after it was parsed."""

LAST = "last_output"
SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
import ast

class Agree(ast.NodeTransformer):
    def visit_Expr(self, node):
        return ast.copy_location(ast.Expr(ast.Constant(10)), node)
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)

get_ipython().ast_transformers.append(Agree())

def last_output(outputs, sequence_length):
    return outputs[:, -1]
""",
}
