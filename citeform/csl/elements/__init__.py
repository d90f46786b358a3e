"""CSL's rendering elements, one file each: node in, closure out (CSL 1.0.2, "Rendering Elements").

Each `compile_*` function takes a node and the `Compiler` and returns a `Renderer`. All that is known
from the style alone is worked out here, once; what is left for each cite is looking up and joining.
"""
