"""Terraform sources of any number of stacks, in three layouts.

A stack is a VPC that pulls images from ECR over PrivateLink, with subnets, route tables,
security groups, endpoints and an ECS service, and what commonly stands beside it: IAM, S3,
KMS, SQS, SNS, DynamoDB, Lambda, logs. It has 47 managed resources and a data source.

``flat``
    every stack in the root module, with names of its own.
``modules``
    a call of one module for each stack.
``foreach``
    one call of the module, for each stack.
"""

from __future__ import annotations

import re
from pathlib import Path

LAYOUTS = ("flat", "modules", "foreach")
STACK_RESOURCES = 47
"""Managed resources of a sound stack; a faulty one has two endpoints fewer."""

_STACKS = Path(__file__).parent / "stacks"
_PROVIDER = """provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
"""
_SOUND = ("""["ecr.api", "ecr.dkr", "logs"]""", "true", "{ first = 443, last = 443 }")
_FAULTY = ("""["ecr.dkr"]""", "false", "{ first = 0, last = 65535 }")

Files = dict[str, str]


def stack_name(number: int) -> str:
    """What a stack is called; the kept plans are of stacks 0 and 1."""
    return f"s{number:04d}"


def cidr_start(number: int) -> str:
    """The first half of a stack's addresses; from 256 stacks on some share theirs, as VPCs may."""
    return f"10.{number % 256}."


def is_faulty(number: int, every: int) -> bool:
    """Whether a stack is broken where every so many are; 0 for none.

    A faulty stack has private DNS off, a group of its endpoints open from port 0 to 65535, and no
    endpoint for logs and ecr.api.
    """
    return every > 0 and number % every == every - 1


def stack_sources(layout: str, stacks: int, every: int = 0) -> Files:
    """The files of a root module with that many stacks, by path."""
    numbers = range(stacks)
    if layout == "flat":
        return {"main.tf": _PROVIDER, **{f"{stack_name(n)}.tf": _flat(n, broken=is_faulty(n, every)) for n in numbers}}
    write = _calls if layout == "modules" else _one_call
    module = {f"stack/{file.name}": file.read_text(encoding="utf-8") for file in (_STACKS / "module").glob("*.tf")}
    return {"main.tf": _PROVIDER + write(numbers, every), **module}


def _flat(number: int, *, broken: bool) -> str:
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted((_STACKS / "flat").glob("*.tf")))
    if broken:
        text = re.sub(r'resource "aws_vpc_endpoint" "s0000_(ecr_api|logs)" \{.*?\n\}\n\n', "", text, flags=re.DOTALL)
        text = text.replace("private_dns_enabled = true", "private_dns_enabled = false")
        group = text.index('"aws_vpc_security_group_ingress_rule"')
        opened = text[group:].replace("= 443", "= 0", 1).replace("= 443", "= 65535", 1)
        text = text[:group] + opened
    return text.replace("s0000", stack_name(number)).replace('"10.0.', f'"{cidr_start(number)}')


def _calls(numbers: range, every: int) -> str:
    return "".join(_call(number, *(_FAULTY if is_faulty(number, every) else _SOUND)) for number in numbers)


def _call(number: int, services: str, private_dns: str, ports: str) -> str:
    return f"""
module "{stack_name(number)}" {{
  source      = "./stack"
  name        = "{stack_name(number)}"
  cidr        = "{cidr_start(number)}0.0/16"
  services    = {services}
  private_dns = {private_dns}
  ports       = {ports}
}}
"""


def _one_call(numbers: range, every: int) -> str:
    stacks = "".join(_entry(number, *(_FAULTY if is_faulty(number, every) else _SOUND)) for number in numbers)
    return f"""
locals {{
  stacks = {{
{stacks}  }}
}}

module "stack" {{
  source      = "./stack"
  for_each    = local.stacks
  name        = each.key
  cidr        = each.value.cidr
  services    = each.value.services
  private_dns = each.value.private_dns
  ports       = each.value.ports
}}
"""


def _entry(number: int, services: str, private_dns: str, ports: str) -> str:
    fields = f'cidr = "{cidr_start(number)}0.0/16", services = {services}, private_dns = {private_dns}, ports = {ports}'
    return f"    {stack_name(number)} = {{ {fields} }}\n"
