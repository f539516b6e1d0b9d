"""From open data and notebooks to the biennial regional housing programme (RWP)."""

import sys

__version__ = "0.1.0"

# jsonschema builds a grammar of web addresses at import when this package of JupyterLab is there. We
# check no web addresses with it, and every process would wait 0.7 s.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None: not to be found
