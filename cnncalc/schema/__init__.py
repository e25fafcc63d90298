"""A JSON Schema of the spec format, made of the register of layers and of the parser's keys.

It is draft 7, the newest that the YAML language server of the editors validates by. It describes
what a file loads to by the rules of YAML 1.2, as editors see it: `3x32x32` is text, `[3, 32, 32]`
a list. What it refuses, `cnncalc` refuses, but for names of variables that read as `yes` or `off`;
what only the shapes can tell, it lets pass.
"""

from cnncalc.schema.file import schema

__all__ = ["schema"]
