"""Two subnets of one endpoint are in one availability zone, which AWS refuses."""

from __future__ import annotations

from itertools import combinations
from typing import AbstractSet, Dict, FrozenSet, Iterator, List, Optional, Tuple

from ..network.network_model import Endpoint, Network, Subnet
from ..plan.open_reasons import ZONES_TOLD_APART
from ..plan.printable_text import reasons
from ..wiring.plan_facts import Known, Unknown
from .endpoint_candidates import interface_endpoints
from .rule_verdicts import Failed, Passed, Undecided, Verdict, listed


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per interface endpoint of the plan, whatever its service."""
    taken = {endpoint.taken for endpoint in network.endpoints}
    for candidate in interface_endpoints(network):
        if candidate.endpoint.managed and not candidate.endpoint.subnets.empty:
            yield candidate.settled(_judge_endpoint(candidate.endpoint, taken))


def _judge_endpoint(endpoint: Endpoint, taken: AbstractSet[FrozenSet[Subnet]]) -> Verdict:
    """The verdict on one endpoint.

    Args:
        taken: which subnets AWS took together for one endpoint, this or another: they are in different zones.
    """
    crowded: Dict[str, Tuple[Known[str], Dict[str, None]]] = {}
    for one, other in combinations(endpoint.subnets.certain, 2):
        zone = _shared_zone(one, other)
        if zone:
            crowded.setdefault(zone.value, (zone, {}))[1].update({one.address: None, other.address: None})
    if crowded:
        zones = listed(f"{listed(subnets)} are in one availability zone ({zone})" for zone, subnets in crowded.values())
        return Failed(endpoint.address, f"{zones}, and {endpoint.address} takes one subnet per zone; keep one of them")
    open_questions = list(endpoint.subnets.open_because)
    for pair in combinations(endpoint.subnets.everything, 2):
        if not endpoint.subnets.together(*pair):
            continue
        if _shared_zone(*pair):
            open_questions.append(
                f"{listed(subnet.address for subnet in pair)} are in one zone, and {endpoint.subnets.why}"
            )
        elif not (_apart(*pair) or any(subnets.issuperset(pair) for subnets in taken)):
            open_questions += _zone_questions(pair)
    if open_questions:
        return Undecided(endpoint.address, f"whether two of its subnets share a zone: {reasons(open_questions[:3])}")
    return Passed(endpoint.address)


def _shared_zone(one: Subnet, other: Subnet) -> Optional[Known[str]]:
    """The zone that both are known to be in."""
    if isinstance(one.zone, Known) and isinstance(other.zone, Known):
        return one.zone if one.zone.value == other.zone.value else None
    if isinstance(one.zone_id, Known) and isinstance(other.zone_id, Known):
        return one.zone_id if one.zone_id.value == other.zone_id.value else None
    if one.zone_in_list is not None and one.zone_in_list == other.zone_in_list:
        return Known(str(one.zone_in_list))
    return None


def _apart(one: Subnet, other: Subnet) -> bool:
    """Both zones are known, by names, by ids or by places in one list, and differ."""
    by_name = isinstance(one.zone, Known) and isinstance(other.zone, Known)
    by_id = isinstance(one.zone_id, Known) and isinstance(other.zone_id, Known)
    in_lists = (one.zone_in_list, other.zone_in_list)
    by_place = len({zone.list_address if zone else zone for zone in in_lists}) == 1 and None not in in_lists
    return (by_name or by_id or by_place) and _shared_zone(one, other) is None


def _zone_questions(pair: tuple[Subnet, Subnet]) -> List[str]:
    """Why their zones cannot be compared: one is not known at all, or one by its name and the other by its id."""
    unknown = [
        subnet.zone.because
        for subnet in pair
        if isinstance(subnet.zone, Unknown) and not isinstance(subnet.zone_id, Known)
    ]
    return unknown or [f"of {listed(subnet.address for subnet in pair)} {ZONES_TOLD_APART}"]
