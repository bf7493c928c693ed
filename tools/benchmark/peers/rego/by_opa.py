"""The Rego policy by OPA (PyPI: opa-golib-python-bindings): ``python by_opa.py PLAN``; prints how many faults it finds.

The plan goes to OPA as the text that it is: the package's own call would parse and print it once more.
"""

import json
import sys
from pathlib import Path

from opa_bindings import OpaEngine

engine = OpaEngine()
engine.add_policy("ecr.rego", Path(__file__).with_name("ecr.rego").read_text(encoding="utf-8"))
plan = Path(sys.argv[1]).read_bytes()
told = engine._call(engine._lib.OpaEvalDocument, b"ecr.answers", plan, 0, 0)  # noqa: SLF001
print(json.dumps(told["result"][0]["expressions"][0]["value"]))
