"""Private hosted zones and Route 53 profiles that answer for a service's names."""

from __future__ import annotations

from typing import Any, Dict, Optional

import pytest
from ecr_privatelink.network.network_building import build_network
from ecr_privatelink.network.network_model import Endpoint
from small_plans import SmallPlan, refers_to

NAMES = {"ecr.api": "api.ecr.eu-west-1.amazonaws.com", "ecr.dkr": "dkr.ecr.eu-west-1.amazonaws.com"}
ZONE = "aws_route53_zone.z"
OF_ZONE = refers_to("aws_route53_zone.z.zone_id")
OF_V = refers_to("aws_vpc.v.id")
DNS_NAME = refers_to("aws_vpc_endpoint.e.dns_entry")


def endpoint_of(plan: SmallPlan) -> Endpoint:
    """The endpoint `e`."""
    [found] = [found for found in build_network(plan.wiring()).endpoints if found.address == "aws_vpc_endpoint.e"]
    return found


def with_endpoint(service: str = "ecr.api") -> SmallPlan:
    """An endpoint without private DNS in the VPC `v`, beside another VPC."""
    known = {
        "service_name": f"com.amazonaws.eu-west-1.{service}",
        "vpc_endpoint_type": "Interface",
        "private_dns_enabled": False,
    }
    plan = SmallPlan().block("aws_vpc.v").block("aws_vpc.w")
    return plan.block("aws_vpc_endpoint.e", known=known, unknown=("vpc_id", "dns_entry", "arn"), vpc_id=OF_V)


def zone(plan: SmallPlan, name: Optional[str], vpc: Optional[Dict[str, Any]] = OF_V) -> SmallPlan:
    """A hosted zone; without a VPC it is public, without a name its name waits for the apply."""
    expressions: Dict[str, Any] = {"vpc": [{"vpc_id": vpc}]} if vpc else {}
    unknown: Dict[str, object] = {"vpc": [{"vpc_id": True}], "zone_id": True} if vpc else {"zone_id": True}
    known: Dict[str, object] = {"vpc": [{}] if vpc else []}
    if name is None:
        expressions["name"] = refers_to("local.name")
        unknown["name"] = True
    else:
        known["name"] = name
    return plan.block(ZONE, known=known, unknown=unknown, **expressions)


def record(plan: SmallPlan, name: str, of: Dict[str, Any] = OF_ZONE, label: str = "r", **leads: Any) -> SmallPlan:
    """A record of a zone; unless something else is said, an alias of the endpoint."""
    to = leads or {"alias": [{"name": DNS_NAME, "zone_id": DNS_NAME, "evaluate_target_health": {}}]}
    return plan.block(f"aws_route53_record.{label}", known={"name": name}, unknown=("zone_id", *to), zone_id=of, **to)


@pytest.mark.parametrize("service", ["ecr.api", "ecr.dkr"])
@pytest.mark.parametrize("dot", ["", "."])
def test_a_zone_in_the_endpoints_vpc_serves(service: str, dot: str) -> None:
    plan = zone(with_endpoint(service), NAMES[service] + dot)
    plan = record(plan, NAMES[service])
    plan = record(plan, f"*.{NAMES[service]}", label="wildcard")
    endpoint = endpoint_of(plan)
    assert (endpoint.names_served, endpoint.names_half_served) == ((ZONE,), ())
    assert endpoint.maybe_names_served == ()


@pytest.mark.parametrize("name", ["*", f"*.{NAMES['ecr.dkr']}", f"*.{NAMES['ecr.dkr']}."])
def test_the_wildcard_by_all_its_names(name: str) -> None:
    plan = record(zone(with_endpoint("ecr.dkr"), NAMES["ecr.dkr"]), name)
    assert endpoint_of(plan).names_served == (ZONE,)


def test_a_zone_without_the_wildcard_serves_image_hosts_not() -> None:
    endpoint = endpoint_of(record(zone(with_endpoint("ecr.dkr"), NAMES["ecr.dkr"]), NAMES["ecr.dkr"]))
    assert (endpoint.names_served, endpoint.names_half_served) == ((), (ZONE,))


def test_a_wildcard_that_leads_to_another_service_serves_not() -> None:
    known = {"service_name": "com.amazonaws.eu-west-1.ecr.api", "vpc_endpoint_type": "Interface"}
    plan = with_endpoint("ecr.dkr").block("aws_vpc_endpoint.api", known=known, unknown=("dns_entry",))
    endpoint = endpoint_of(
        record(zone(plan, NAMES["ecr.dkr"]), "*", records=refers_to("aws_vpc_endpoint.api.dns_entry"))
    )
    assert (endpoint.names_served, endpoint.names_half_served) == ((), (ZONE,))


@pytest.mark.parametrize("kind", ["A", "AAAA", "CNAME", "TXT"])
def test_a_wildcard_that_is_no_address_serves_not(kind: str) -> None:
    plan = zone(with_endpoint("ecr.dkr"), NAMES["ecr.dkr"])
    plan.block("aws_route53_record.r", known={"name": "*", "type": kind}, unknown=("zone_id",), zone_id=OF_ZONE)
    endpoint = endpoint_of(plan)
    assert (endpoint.names_served, endpoint.names_half_served) == (((), (ZONE,)) if kind == "TXT" else ((ZONE,), ()))


def test_a_wildcard_in_perhaps_another_zone_is_not_settled() -> None:
    plan = record(zone(with_endpoint("ecr.dkr"), NAMES["ecr.dkr"]), "*", refers_to("local.zone"))
    endpoint = endpoint_of(plan)
    assert (endpoint.names_served, endpoint.names_half_served) == ((), ())
    [why] = endpoint.maybe_names_served
    assert ZONE in why


def test_a_record_whose_name_waits_may_be_the_wildcard() -> None:
    plan = zone(with_endpoint("ecr.dkr"), NAMES["ecr.dkr"]).block(
        "aws_route53_record.r", unknown=("zone_id", "name"), zone_id=OF_ZONE, name=refers_to("local.name")
    )
    assert len(endpoint_of(plan).maybe_names_served) == 1


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("ecr.dkr.eu-west-1.amazonaws.com", id="another order"),
        pytest.param("api.ecr.us-east-1.amazonaws.com", id="another region"),
        pytest.param("dkr.ecr.eu-west-1.amazonaws.com", id="another service"),
        pytest.param("eu-west-1.amazonaws.com.example.com", id="another domain"),
    ],
)
def test_a_zone_of_another_name_serves_nothing(name: str) -> None:
    endpoint = endpoint_of(zone(with_endpoint(), name))
    assert (endpoint.names_served, endpoint.names_half_served, endpoint.maybe_names_served) == ((), (), ())


def test_a_zone_whose_name_waits_may_serve() -> None:
    assert endpoint_of(zone(with_endpoint(), None)).maybe_names_served == (
        f"{ZONE}, whose name is known only after the apply",
    )


def test_a_public_zone_serves_nothing() -> None:
    plan = record(zone(with_endpoint(), NAMES["ecr.api"], vpc=None), NAMES["ecr.api"])
    assert endpoint_of(plan).names_served == ()


def test_a_zone_of_another_vpc_serves_nothing() -> None:
    endpoint = endpoint_of(zone(with_endpoint(), NAMES["ecr.api"], refers_to("aws_vpc.w.id")))
    assert (endpoint.names_served, endpoint.maybe_names_served) == ((), ())


def test_a_zone_of_another_vpc_serves_what_its_records_lead_to() -> None:
    """Central endpoints: the other VPC reaches this one's endpoints by those names."""
    plan = zone(with_endpoint(), NAMES["ecr.api"], refers_to("aws_vpc.w.id"))
    assert endpoint_of(record(plan, NAMES["ecr.api"])).names_served == (ZONE,)


def test_a_plain_record_leads_there_as_well() -> None:
    plan = zone(with_endpoint(), NAMES["ecr.api"], refers_to("aws_vpc.w.id"))
    assert endpoint_of(record(plan, NAMES["ecr.api"], records=DNS_NAME)).names_served == (ZONE,)


def test_a_zone_of_a_vpc_that_is_not_known_may_serve() -> None:
    endpoint = endpoint_of(zone(with_endpoint(), NAMES["ecr.api"], refers_to("local.vpc")))
    assert endpoint.names_served == ()
    assert len(endpoint.maybe_names_served) == 1


def test_a_zone_whose_records_lead_somewhere_unknown_may_serve() -> None:
    plan = zone(with_endpoint(), NAMES["ecr.api"], refers_to("aws_vpc.w.id"))
    endpoint = endpoint_of(record(plan, NAMES["ecr.api"], records=refers_to("local.hosts")))
    assert (endpoint.names_served, len(endpoint.maybe_names_served)) == ((), 1)


def test_an_association_adds_a_vpc() -> None:
    plan = zone(with_endpoint(), NAMES["ecr.api"], refers_to("aws_vpc.w.id"))
    plan.block("aws_route53_zone_association.a", unknown=("zone_id", "vpc_id"), zone_id=OF_ZONE, vpc_id=OF_V)
    assert endpoint_of(record(plan, NAMES["ecr.api"])).names_served == (ZONE,)


def test_what_belongs_to_another_zone_counts_for_that_one() -> None:
    plan = zone(with_endpoint("ecr.dkr"), NAMES["ecr.dkr"], refers_to("aws_vpc.w.id"))
    plan.block("aws_route53_zone.other", known={"name": "example.com", "vpc": []}, unknown=("zone_id",))
    other = refers_to("aws_route53_zone.other.zone_id")
    plan.block("aws_route53_zone_association.a", unknown=("zone_id", "vpc_id"), zone_id=other, vpc_id=OF_V)
    endpoint = endpoint_of(record(plan, "*", other))
    assert (endpoint.names_served, endpoint.names_half_served, endpoint.maybe_names_served) == ((), (), ())


def test_a_zone_that_a_data_source_reads() -> None:
    """Its records and VPCs are not in the plan."""
    plan = with_endpoint("ecr.dkr")
    plan.data("aws_route53_zone.z", known={"id": "Z1", "zone_id": "Z1", "name": NAMES["ecr.dkr"], "private_zone": True})
    endpoint = endpoint_of(plan)
    assert (endpoint.names_served, endpoint.names_half_served) == ((), ())
    assert endpoint.maybe_names_served == ("data.aws_route53_zone.z, whose VPCs or records are not settled",)


def test_a_public_zone_that_a_data_source_reads_serves_nothing() -> None:
    plan = with_endpoint()
    known = {"id": "Z1", "zone_id": "Z1", "name": NAMES["ecr.api"], "private_zone": False}
    assert endpoint_of(plan.data("aws_route53_zone.z", known=known)).maybe_names_served == ()


def test_a_record_in_a_zone_that_a_data_source_reads_proves_whom_it_serves() -> None:
    plan = with_endpoint()
    plan.data("aws_route53_zone.z", known={"id": "Z1", "zone_id": "Z1", "name": NAMES["ecr.api"], "private_zone": True})
    known = {"name": NAMES["ecr.api"], "zone_id": "Z1"}
    plan.block("aws_route53_record.r", known=known, unknown=("alias",), alias=[{"name": DNS_NAME}])
    assert endpoint_of(plan).names_served == ("data.aws_route53_zone.z",)


def test_a_zone_answers_for_no_service_that_is_unknown() -> None:
    plan = SmallPlan().block("aws_vpc.v")
    plan.block(
        "aws_vpc_endpoint.e",
        known={"vpc_endpoint_type": "Interface"},
        unknown=("vpc_id", "service_name"),
        vpc_id=OF_V,
        service_name=refers_to("local.service"),
    )
    endpoint = endpoint_of(zone(plan, NAMES["ecr.api"]))
    assert (endpoint.names_served, endpoint.maybe_names_served) == ((), ())


def in_a_region_that_waits(service: str = "ecr.api") -> SmallPlan:
    """An endpoint without private DNS in the VPC `v`, for a service that a data source will read."""
    plan = SmallPlan().block("aws_vpc.v")
    plan.data("aws_vpc_endpoint_service.s", known={"service": service}, unknown=("service_name",))
    return plan.block(
        "aws_vpc_endpoint.e",
        known={"vpc_endpoint_type": "Interface", "private_dns_enabled": False},
        unknown=("vpc_id", "service_name", "dns_entry"),
        vpc_id=OF_V,
        service_name=refers_to("data.aws_vpc_endpoint_service.s.service_name"),
    )


@pytest.mark.parametrize("name", [None, NAMES["ecr.api"], "eu-west-1.amazonaws.com", "amazonaws.com.", "com"])
def test_in_a_region_that_waits_a_zone_may_serve(name: Optional[str]) -> None:
    endpoint = endpoint_of(record(zone(in_a_region_that_waits(), name), NAMES["ecr.api"]))
    assert (endpoint.names_served, endpoint.names_half_served) == ((), ())
    [maybe] = endpoint.maybe_names_served
    assert maybe.startswith(ZONE)


@pytest.mark.parametrize("name", [NAMES["ecr.dkr"], "logs.eu-west-1.amazonaws.com", "example.com", "example.org"])
def test_in_no_region_does_a_zone_of_another_name_serve(name: str) -> None:
    assert endpoint_of(zone(in_a_region_that_waits(), name)).maybe_names_served == ()


def test_in_another_partition_the_names_end_otherwise() -> None:
    plan = zone(in_a_region_that_waits(), "api.ecr.cn-north-1.amazonaws.com.cn")
    assert endpoint_of(plan).maybe_names_served == (f"{ZONE}, if the region is that of its name,",)


def profile(plan: SmallPlan, arn: Dict[str, Any]) -> SmallPlan:
    """A resource of a Route 53 profile, by its ARN."""
    plan.block("aws_vpc_endpoint.f", unknown=("vpc_id", "arn"), vpc_id=OF_V).variable("first", value=True)
    return plan.block("aws_route53profiles_resource_association.p", unknown=("resource_arn",), resource_arn=arn)


def test_a_profile_serves_the_endpoint_that_it_holds() -> None:
    plan = profile(with_endpoint(), refers_to("aws_vpc_endpoint.e.arn"))
    assert endpoint_of(plan).names_served == ("aws_route53profiles_resource_association.p",)


def test_a_profile_of_another_endpoint_serves_nothing() -> None:
    endpoint = endpoint_of(profile(with_endpoint(), refers_to("aws_vpc_endpoint.f.arn")))
    assert (endpoint.names_served, endpoint.maybe_names_served) == ((), ())


@pytest.mark.parametrize(
    ("vpc", "of_profile", "of_resource", "elsewhere"),
    [
        pytest.param("aws_vpc.w.id", "one", "one", True, id="another VPC"),
        pytest.param("aws_vpc.v.id", "one", "one", False, id="its own VPC"),
        pytest.param("local.vpc", "one", "one", False, id="a VPC that is not settled"),
        pytest.param("aws_vpc.w.id", "two", "one", False, id="another profile"),
        pytest.param("aws_vpc.w.id", "elsewhere", "one", False, id="a profile that is not settled"),
        pytest.param("aws_vpc.w.id", "elsewhere", "elsewhere", False, id="a profile that is made elsewhere"),
    ],
)
def test_whether_a_profile_is_seen_by_other_vpcs_alone(
    *, vpc: str, of_profile: str, of_resource: str, elsewhere: bool
) -> None:
    plan = with_endpoint().variable("elsewhere", value="rp-9")
    ids = {name: refers_to(f"aws_route53profiles_profile.{name}.id") for name in ("one", "two")}
    ids["elsewhere"] = refers_to("var.elsewhere")
    for name in ("one", "two"):
        plan.block(f"aws_route53profiles_profile.{name}")
    seen: Dict[str, Any] = {"profile_id": ids[of_profile], "resource_id": refers_to(vpc)}
    plan.block("aws_route53profiles_association.a", unknown=tuple(seen), **seen)
    holds: Dict[str, Any] = {"profile_id": ids[of_resource], "resource_arn": refers_to("aws_vpc_endpoint.e.arn")}
    plan.block("aws_route53profiles_resource_association.p", unknown=tuple(holds), **holds)
    assert endpoint_of(plan).names_served == ("aws_route53profiles_resource_association.p",)
    assert bool(endpoint_of(plan).names_served_elsewhere) is elsewhere


@pytest.mark.parametrize(
    "arn",
    [
        pytest.param(refers_to("var.first", "aws_vpc_endpoint.e.arn", "aws_vpc_endpoint.f.arn"), id="one of two"),
        pytest.param(refers_to("local.arn"), id="not known"),
    ],
)
def test_a_profile_of_perhaps_another_endpoint_may_serve(arn: Dict[str, Any]) -> None:
    endpoint = endpoint_of(profile(with_endpoint(), arn))
    assert endpoint.names_served == ()
    assert endpoint.maybe_names_served == ("aws_route53profiles_resource_association.p",)


def test_a_later_plan_knows_what_leads_where_by_text() -> None:
    dns = [{"dns_name": "vpce-1.ecr.eu-west-1.vpce.amazonaws.com", "hosted_zone_id": "Z9"}]
    known = {
        "id": "vpce-1",
        "vpc_id": "vpc-1",
        "service_name": "com.amazonaws.eu-west-1.ecr.api",
        "arn": "arn:e",
        "dns_entry": dns,
    }
    plan = SmallPlan().block("aws_vpc_endpoint.e", known=known)
    name = {"id": "Z1", "zone_id": "Z1", "name": NAMES["ecr.api"], "vpc": [{"vpc_id": "vpc-2"}]}
    plan.block(ZONE, known=name)
    alias = [{"name": "vpce-1.ecr.eu-west-1.vpce.amazonaws.com", "zone_id": "Z9"}]
    plan.block("aws_route53_record.r", known={"id": "r", "zone_id": "Z1", "name": NAMES["ecr.api"], "alias": alias})
    plan.block("aws_route53profiles_resource_association.p", known={"id": "p", "resource_arn": "arn:e"})
    assert endpoint_of(plan).names_served == ("aws_route53profiles_resource_association.p", ZONE)
