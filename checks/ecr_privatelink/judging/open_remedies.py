"""What to do about an open question, by the words of its reasons."""

from __future__ import annotations

from typing import Iterable, NamedTuple, Sequence, Tuple

from ..plan import open_reasons as why

_Remedies = Sequence[Tuple[Tuple[str, ...], str]]

_SOURCES = "judge it with the Terraform sources beside it, or their folder in CKV_ECRPL_SOURCE"
_LATER = "judge the plan that follows the apply"
_SHOW_INSTANCES = "judge the plan with the container instances that it runs on"

_WHATEVER_IS_JUDGED: _Remedies = (
    ((why.OUTSIDE, why.MADE_OUTSIDE, why.ROUTES_OUTSIDE), "read what is outside by a data source"),
    ((why.RULES_OUTSIDE, why.RULES_UNTOLD), "give the endpoint a group that this configuration makes"),
    ((why.ZONES_TOLD_APART,), "name the zones of both in one way"),
    ((why.OTHER_REGION,), "name the VPC's own region in service_name"),
    (
        (why.CENTRAL,),
        "give the VPC endpoints of its own or, where central ones serve it, add --soft-fail-on CKV_ECRPL_001",
    ),
    ((why.NO_ZONE,), "set availability_zone"),
    ((why.NO_GROUP,), "set its security_group_ids"),
    ((why.NAMES_SERVED,), "set private_dns_enabled = true, or refer to the endpoint and its VPC directly there"),
    ((why.NO_SUBNETS,), "name its subnets"),
    ((why.NO_SUBNETS, why.HIDDEN_INSTANCES), _SHOW_INSTANCES),
    ((why.NO_LAUNCH_TYPE,), "set its launch_type"),
    ((why.NO_TASKS, why.MAYBE_TASKS), "tie the subnet's route table to the gateway as well"),
    ((why.NO_TASKS, why.MAYBE_TASKS, why.NO_APP_SUBNET), "judge it with what runs in the VPC"),
)
_OF_A_PLAN: _Remedies = (
    ((why.NOT_READ,), "let data sources be read while planning"),
    ((why.NOT_READ, why.NO_ZONE), _LATER),
    ((why.NOT_COMPLETE,), "plan the whole, without -target"),
)


class Judged(NamedTuple):
    """What was judged, by what helps there.

    Attributes:
        by_words: the remedies that reasons ask for, beside those that help whatever is judged.
        otherwise: what helps where a question has none of these words.
    """

    by_words: _Remedies
    otherwise: Tuple[str, ...]

    def remedies(self, questions: Iterable[str]) -> str:
        """What would settle the questions, each remedy once."""
        table = (*self.by_words, *_WHATEVER_IS_JUDGED)
        found = [remedy for question in questions for remedy in _by_words(table, question) or self.otherwise]
        return ", or ".join(dict.fromkeys(found))


PLAN_ALONE = Judged(
    (((why.NO_LOCALS, why.LISTED, why.BY_DYNAMIC), _SOURCES), *_OF_A_PLAN),
    (_SOURCES, _LATER),
)
PLAN_AND_SOURCES = Judged(
    (((why.SOURCES_NOT_USED,), "scan the sources that the plan was made from, after `terraform init`"), *_OF_A_PLAN),
    (_LATER,),
)
SOURCES_ALONE = Judged((), ("judge the plan",))


def _by_words(remedies: _Remedies, question: str) -> Sequence[str]:
    return [remedy for words, remedy in remedies if any(word in question for word in words)]
