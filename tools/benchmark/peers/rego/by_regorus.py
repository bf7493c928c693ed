"""The Rego policy by regorus (PyPI: opa-eval): ``python by_regorus.py PLAN``; prints how many faults it finds."""

import sys
from pathlib import Path

import opa_eval

policy = opa_eval.OpaEval(str(Path(__file__).with_name("ecr.rego")), query="data.ecr.answers")
print(policy.evaluate(Path(sys.argv[1]).read_text(encoding="utf-8")))
