"""A JSON Schema of the spec format, made of the register of layers and of the parser's keys.

It is draft 7, which every version of the YAML language server validates by: the older ones know
none that is newer. It describes what a file loads to by the rules of YAML 1.2, as editors see it:
`3x32x32` is text, `[3, 32, 32]` a list. What it refuses, `cnncalc` refuses, but for names of
variables such as `yes` and `off`; what only the shapes can tell, it lets pass. The keywords
`patternErrorMessage` and `errorMessage` are the editors' own; validators pass over them.
"""

from cnncalc.schema.file import schema

__all__ = ["schema"]
