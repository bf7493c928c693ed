"""What to do about an open question, by the words of its reasons."""

from __future__ import annotations

from typing import Iterable, NamedTuple, Tuple

from ..plan import open_reasons as why

_Remedies = Tuple[Tuple[str, str], ...]
"""Words of a reason, each with what helps against it."""


def _for(*words: str, do: str) -> _Remedies:
    return tuple((word, do) for word in words)


_SOURCES = "judge it with the Terraform sources beside it, or their folder in CKV_ECRPL_SOURCE"
_LATER = "judge the plan that follows the apply"

_WHATEVER_IS_JUDGED: _Remedies = (
    *_for(why.OUTSIDE, why.MADE_OUTSIDE, why.ROUTES_OUTSIDE, do="read what is outside by a data source"),
    *_for(why.RULES_OUTSIDE, why.RULES_UNTOLD, do="give the endpoint a group that this configuration makes"),
    *_for(why.ZONES_TOLD_APART, do="name the zones of both in one way"),
    *_for(why.OTHER_ZONES, why.OTHER_REGION, do="name the VPC's own region in service_name"),
    *_for(
        why.CENTRAL,
        do="give the VPC endpoints of its own or, where central ones serve it, add --soft-fail-on CKV_ECRPL_001",
    ),
    *_for(
        why.SHARED_HUB,
        do="judge it with what runs in the VPC or, where its endpoints are for others, add "
        "--soft-fail-on CKV_ECRPL_001",
    ),
    *_for(
        why.TAKEN_ALONG,
        do="let a `removed` block with destroy = false take the deleted resource out of the state instead",
    ),
    *_for(why.FORGOTTEN, do="read what it forgets by a data source"),
    *_for(why.NO_ZONE, do="set availability_zone"),
    *_for(why.NO_GROUP, do="set its security_group_ids"),
    *_for(why.NAMES_SERVED, do="set private_dns_enabled = true, or refer to the endpoint and its VPC directly there"),
    *_for(why.NO_SUBNETS, do="name its subnets"),
    *_for(why.NO_SUBNETS, why.HIDDEN_INSTANCES, do="judge the plan with the container instances that it runs on"),
    *_for(why.NO_LAUNCH_TYPE, do="set its launch_type"),
    *_for(why.NO_TASKS, why.MAYBE_TASKS, do="tie the subnet's route table to the gateway as well"),
    *_for(why.NO_TASKS, why.MAYBE_TASKS, why.NO_APP_SUBNET, do="judge it with what runs in the VPC"),
)
_OF_A_PLAN: _Remedies = (
    *_for(why.NOT_READ, do="let data sources be read while planning"),
    *_for(why.NOT_READ, why.NO_ZONE, do=_LATER),
    *_for(why.NOT_COMPLETE, do="plan the whole, without -target"),
    *_WHATEVER_IS_JUDGED,
)


class Judged(NamedTuple):
    """What was judged, by what helps there.

    Attributes:
        by_words: the remedies that reasons ask for.
        otherwise: what helps where a question has none of these words.
    """

    by_words: _Remedies
    otherwise: Tuple[str, ...]

    def remedies(self, questions: Iterable[str]) -> str:
        """What would settle the questions, each remedy once."""
        table, otherwise = self
        found = [
            remedy
            for question in questions
            for remedy in [remedy for word, remedy in table if word in question] or otherwise
        ]
        return ", or ".join(dict.fromkeys(found))


PLAN_ALONE = Judged((*_for(why.NO_LOCALS, why.LISTED, why.BY_DYNAMIC, do=_SOURCES), *_OF_A_PLAN), (_SOURCES, _LATER))
PLAN_AND_SOURCES = Judged(
    (
        *_for(why.SOURCES_NOT_USED, do="scan the sources that the plan was made from, after `terraform init`"),
        *_OF_A_PLAN,
    ),
    (_LATER,),
)
SOURCES_ALONE = Judged(_WHATEVER_IS_JUDGED, ("judge the plan",))
