"""Terraform modules in the shape of large public ones.

They are like those in what costs time: a long list of variables with descriptions and object
types, as long a list of outputs with ``try``, resources under ``count`` and ``for_each`` with
conditions over many variables, ``dynamic`` blocks, locals.

What a module says once is plain Terraform, in ``trees/``, with words in capitals for what is
put in here. What it says over and over is made here: variables and outputs from tables, six
tiers of subnets, and a resource for each way to write a rule of a security group.
"""

from __future__ import annotations

from benchmark.module_text import Files, Outputs, Variables, attributes, filled, module, rows, template, variables_text


def modules() -> Files:
    """The files of all modules, in a folder ``modules``."""
    return {**_vpc(), **_endpoints(), **_security_group(), **_ecs(), **_cluster(), **_service()}


# What several modules have; see `trees/parts`.

_GROUP: Variables = {
    ("bool", "true"): "own_group group_use_name_prefix",
    ("string", "null"): "group_name group_description",
    ("map(string)", "{}"): "group_tags",
    ("any", "{}"): "group_rules",
}
_GROUP_OUTPUTS = attributes("aws_security_group.this", "id arn", "group_")

_LOG_GROUP: Variables = {
    ("bool", "true"): "own_log_group",
    ("string", "null"): "log_group_name log_group_kms_key_id",
    ("number", "90"): "log_group_retention",
    ("map(string)", "{}"): "log_group_tags",
}
_LOG_GROUP_OUTPUTS = attributes("aws_cloudwatch_log_group.this", "name arn", "log_group_")

_ROLE: Variables = {
    ("bool", "true"): "own_role own_role_policy role_use_name_prefix",
    ("string", "null"): "role_arn role_name role_path role_description role_permissions_boundary",
    ("number", "null"): "role_session_duration",
    ("map(string)", "{}"): "role_policies role_tags",
    ("any", "[]"): "role_statements",
}
_ROLE_OUTPUTS = {"role_arn": "local.role_arn", **attributes("aws_iam_role.this", "name unique_id", "role_")}


# A VPC with six tiers of subnets, each with tables, lists of rules and routes of its own.

_TIERS = ("public", "private", "database", "cache", "warehouse", "internal")
_ACL_RULES = {"inbound": "false", "outbound": "true"}
"""Whether such rules are for egress."""

_VPC: Variables = {
    ("bool", "true"): """create accepts_terms dns_hostnames dns_support adopt_default_group adopt_default_table
        with_internet_gateway with_egress_only_gateway""",
    ("bool", "false"): """use_ipam with_ipv6 with_dhcp_options with_nat_gateway one_nat_gateway nat_gateway_per_zone
        keep_nat_addresses with_vpn_gateway with_flow_log flow_log_hive_partitions flow_log_hourly_partitions""",
    ("string", '""'): "name flow_log_destination_arn",
    ("string", "null"): """ipam_pool_id dhcp_domain_name default_group_name default_table_name vpn_gateway_zone
        flow_log_format""",
    ("string", '"10.0.0.0/16"'): "cidr",
    ("string", '"default"'): "tenancy",
    ("string", '"0.0.0.0/0"'): "nat_destination",
    ("string", '"64512"'): "vpn_gateway_asn",
    ("string", '"cloud-watch-logs"'): "flow_log_to",
    ("string", '"ALL"'): "flow_log_traffic",
    ("string", '"plain-text"'): "flow_log_file_format",
    ("number", "null"): "ipam_netmask_length",
    ("number", "600"): "flow_log_interval",
    ("list(string)", "[]"): "more_cidrs zones dhcp_ntp_servers default_table_vgws nat_address_ids",
    ("list(string)", '["AmazonProvidedDNS"]'): "dhcp_name_servers",
    ("list(map(string))", "[]"): "default_group_ingress default_group_egress default_table_routes",
    ("map(string)", "{}"): """tags vpc_tags dhcp_options_tags default_group_tags default_table_tags
        internet_gateway_tags nat_address_tags nat_gateway_tags vpn_gateway_tags flow_log_tags""",
}
_VPC_OUTPUTS = {
    **attributes(
        "aws_vpc.this",
        """id arn cidr_block default_security_group_id default_network_acl_id default_route_table_id
        main_route_table_id ipv6_association_id ipv6_cidr_block owner_id""",
    ),
    **attributes("aws_vpc_dhcp_options.this", "id arn", "dhcp_options_"),
    **attributes("aws_internet_gateway.this", "id arn", "internet_gateway_"),
    **attributes("aws_egress_only_internet_gateway.this", "id", "egress_only_gateway_"),
    **attributes("aws_vpn_gateway.this", "id arn", "vpn_gateway_"),
    **attributes("aws_flow_log.this", "id arn", "flow_log_"),
    "nat_address_ids": "aws_eip.nat[*].id",
    "nat_addresses": "var.keep_nat_addresses ? var.nat_address_ids : aws_eip.nat[*].public_ip",
    "nat_gateway_ids": "aws_nat_gateway.this[*].id",
    "zones": "var.zones",
    "name": "var.name",
}


def _vpc() -> Files:
    main = [template(name) for name in ("vpc/main", "parts/own_log_group", "parts/own_role")]
    variables = [variables_text(_VPC, _LOG_GROUP, _ROLE)]
    outputs = {**_VPC_OUTPUTS, **_LOG_GROUP_OUTPUTS, **_ROLE_OUTPUTS}
    for tier in _TIERS:
        main.append(template("vpc/tier", TIER=tier))
        variables.append(variables_text(_tier_variables(tier)))
        outputs.update(_tier_outputs(tier))
        for direction, egress in _ACL_RULES.items():
            main.append(template("vpc/acl_rules", TIER=tier, DIRECTION=direction, EGRESS=egress))
            variables.append(template("vpc/acl_rules_variable", TIER=tier, DIRECTION=direction))
    return module("modules/vpc/", main, variables, outputs)


def _tier_variables(tier: str) -> Variables:
    own_table = "true" if tier in ("public", "private", "internal") else "false"
    is_public = "true" if tier == "public" else "false"
    table = {
        ("list(string)", "[]"): "TIER_subnets TIER_subnet_ipv6_prefixes TIER_subnet_names",
        ("bool", "true"): "TIER_subnet_dns64 TIER_subnet_aaaa_record TIER_nat_route",
        ("bool", "false"): "TIER_subnet_ipv6_native TIER_subnet_assign_ipv6 TIER_subnet_a_record own_TIER_acl",
        ("string", "null"): "TIER_subnet_hostname_type",
        ("string", f'"{tier}"'): "TIER_subnet_suffix",
        ("map(string)", "{}"): "TIER_subnet_tags TIER_table_tags TIER_acl_tags",
        ("map(map(string))", "{}"): "TIER_subnet_tags_by_zone",
    }
    table["bool", own_table] += " own_TIER_table"
    table["bool", is_public] += " TIER_internet_route"
    return {key: names.replace("TIER", tier) for key, names in table.items()}


def _tier_outputs(tier: str) -> Outputs:
    values = {
        "TIER_subnets": "aws_subnet.TIER[*].id",
        "TIER_subnet_arns": "aws_subnet.TIER[*].arn",
        "TIER_subnet_blocks": "compact(aws_subnet.TIER[*].cidr_block)",
        "TIER_subnet_ipv6_blocks": "compact(aws_subnet.TIER[*].ipv6_cidr_block)",
        "TIER_table_ids": "try(coalescelist(aws_route_table.TIER[*].id, aws_route_table.public[*].id), [])",
        "TIER_association_ids": "aws_route_table_association.TIER[*].id",
        "TIER_nat_route_ids": "aws_route.TIER_to_nat[*].id",
        "TIER_acl_id": "try(aws_network_acl.TIER[0].id, null)",
    }
    return {name.replace("TIER", tier): value.replace("TIER", tier) for name, value in values.items()}


# Endpoints: one for each entry of a map, and a group for those with interfaces.

_ENDPOINTS: Variables = {
    ("bool", "true"): "create",
    ("string", ""): "region",
    ("string", "null"): "vpc_id",
    ("string", '"endpoints"'): "name",
    ("list(string)", "[]"): "group_ids subnet_ids",
    ("any", "{}"): "endpoints",
    ("map(string)", "{}"): "tags timeouts",
}


def _endpoints() -> Files:
    main = [template("endpoints/main"), template("parts/own_group")]
    outputs = {"endpoints": "aws_vpc_endpoint.this", **_GROUP_OUTPUTS}
    return module("modules/endpoints/", main, [variables_text(_ENDPOINTS, _GROUP)], outputs)


# A security group: a long table of ports by name, and every way to write a rule.

_PORTS = """
    http:80 https:443 proxy:3128 admin:8443 metrics:9090 exporter:9100 mysql:3306 postgresql:5432 oracle:1521
    mssql:1433 mongodb:27017 redis:6379 memcached:11211 kafka:9092 kafka_tls:9094 zookeeper:2181 cassandra:9042
    search:9200 search_nodes:9300 kibana:5601 rabbit:5672 rabbit_tls:5671 rabbit_admin:15672 ldap:389 ldaps:636
    nfs:2049 ssh:22 rdp:3389 winrm:5985 winrm_tls:5986 consul:8500 consul_rpc:8300 nomad:4646 vault:8200 puppet:8140
    splunk:8089 splunk_in:9997 smtp:25 smtps:465 submission:587 web_app:8080 graphite:2003 statsd:8125 docker:2376
    etcd:2379 kubelet:10250
"""
_KNOWN_PORT = """\
    NAME-tcp = {
      from     = PORT
      to       = PORT
      protocol = "tcp"
      about    = "NAME"
    }
"""
_SET_OF_RULES = """\
    NAME = {
      ingress_rules = ["NAME-tcp"]
      egress_rules  = ["all-all"]
    }
"""

_DIRECTIONS = ("ingress", "egress")
_OF_A_LIST = 'split(",", lookup(var.KIND[count.index], "WAY", join(",", var.DIRECTION_WAY)))'
_WAYS = {
    "cidr_blocks": ("cidr_blocks", _OF_A_LIST),
    "ipv6_cidr_blocks": ("ipv6_cidr_blocks", _OF_A_LIST),
    "prefix_list_ids": ("prefix_list_ids", _OF_A_LIST),
    "self": ("self", 'lookup(var.KIND[count.index], "self", true)'),
    "source_group": ("source_security_group_id", 'var.KIND[count.index]["source_group_id"]'),
}
"""Ways to say where traffic comes from or goes to: the argument of a rule, and its value."""

_SECURITY_GROUP: Variables = {
    ("bool", "true"): "create own_group use_name_prefix",
    ("bool", "false"): "revoke_rules_on_delete",
    ("string", "null"): "group_id vpc_id name",
    ("string", '"A group of this stack"'): "description",
    ("string", '"10m"'): "create_timeout",
    ("string", '"15m"'): "delete_timeout",
    ("map(string)", "{}"): "tags",
    ("list(string)", "[]"): """ingress_rules ingress_cidr_blocks ingress_ipv6_cidr_blocks ingress_prefix_list_ids
        egress_rules egress_ipv6_cidr_blocks egress_prefix_list_ids""",
    ("list(string)", '["0.0.0.0/0"]'): "egress_cidr_blocks",
}


def _security_group() -> Files:
    main, variables = [template("security-group/main")], [variables_text(_SECURITY_GROUP)]
    for direction in _DIRECTIONS:
        main.append(template("security-group/rules_by_name", DIRECTION=direction))
        for way in _WAYS:
            plain, computed = f"{direction}_with_{way}", f"computed_{direction}_with_{way}"
            main.append(_rules(plain, f"length(var.{plain})", direction, way))
            main.append(_rules(computed, f"var.number_of_{computed}", direction, way))
            lists = {("list(map(string))", "[]"): f"{plain} {computed}", ("number", "0"): f"number_of_{computed}"}
            variables.append(variables_text(lists))
    outputs = {
        f"group_{name}": f"try(aws_security_group.this[0].{name}, aws_security_group.prefixed[0].{name}, null)"
        for name in ("id", "arn", "vpc_id", "owner_id", "name", "description")
    }
    return {
        **module("modules/security-group/", main, variables, outputs),
        "modules/security-group/known_ports.tf": _known_ports(),
    }


def _rules(kind: str, count: str, direction: str, way: str) -> str:
    argument, value = _WAYS[way]
    words = {"COUNT": count, "ARGUMENT": argument, "VALUE": value, "KIND": kind, "DIRECTION": direction, "WAY": way}
    return template("security-group/rules", **words)


def _known_ports() -> str:
    ports = sets = ""
    for entry in _PORTS.split():
        name, port = entry.split(":")
        ports += filled(_KNOWN_PORT, NAME=name, PORT=port)
        sets += filled(_SET_OF_RULES, NAME=name)
    return template("security-group/known_ports").replace("    # PORTS\n", ports).replace("    # SETS\n", sets)


# Services: a cluster, a module for one service, and a module that calls it for each.

_CLUSTER: Variables = {
    ("bool", "true"): "create",
    ("string", '""'): "name",
    ("any", "{}"): "configuration",
    ("map(any)", "{}"): "capacity_providers",
    ("map(string)", "{}"): "tags",
}

_OF_A_CALL: Variables = {
    ("string", ""): "region",
    ("string", '""'): "cluster_arn",
    ("string", "null"): "name vpc_id",
    ("map(string)", "{}"): "tags",
}
"""Variables of the service's module that the calling module gives values of its own."""
_SERVICE: Variables = {
    ("bool", "true"): """create managed_tags force_deployment own_task_definition with_logs_policy
        with_registry_policy with_scaling""",
    ("bool", "false"): "execute_command assign_public_ip",
    ("bool", "null"): "skip_destroy wait_for_steady_state",
    ("string", "null"): """family platform_version ipc_mode pid_mode propagate_tags task_definition_arn
        task_role_arn""",
    ("string", '"awsvpc"'): "network_mode",
    ("string", '"FARGATE"'): "launch_type",
    ("string", '"REPLICA"'): "scheduling",
    ("number", "null"): "grace_period",
    ("number", "1024"): "cpu",
    ("number", "2048"): "memory",
    ("number", "1"): "desired_count scaling_minimum",
    ("number", "10"): "scaling_maximum",
    ("number", "200"): "maximum_percent",
    ("number", "66"): "minimum_healthy_percent",
    ("list(string)", "[]"): "subnet_ids group_ids",
    ("list(string)", '["FARGATE"]'): "compatibilities",
    ("any", "{}"): "capacity_strategies circuit_breaker load_balancers volumes",
    ("map(string)", "{}"): "timeouts service_tags task_tags",
}
_PASSED_ON = (_SERVICE, _GROUP, _LOG_GROUP, _ROLE)

_ECS: Variables = {
    ("bool", "true"): "create own_cluster_log_group",
    ("string", ""): "region",
    ("string", "null"): "vpc_id",
    ("string", '""'): "cluster_name",
    ("any", "{}"): "cluster_configuration services",
    ("map(any)", "{}"): "capacity_providers",
    ("map(string)", "{}"): "tags cluster_tags",
}
_ECS_OUTPUTS = {
    "cluster_arn": "module.cluster.arn",
    "cluster_id": "module.cluster.id",
    "cluster_name": "module.cluster.name",
    "services": "module.service",
}


def _cluster() -> Files:
    main = [template("cluster/main"), template("parts/own_log_group")]
    variables = [template("cluster/variables"), variables_text(_CLUSTER, _LOG_GROUP)]
    outputs = {**attributes("aws_ecs_cluster.this", "id arn name"), **_LOG_GROUP_OUTPUTS}
    return module("modules/ecs/cluster/", main, variables, outputs)


def _service() -> Files:
    parts = ("service/main", "parts/own_group", "parts/own_log_group", "parts/own_role")
    variables = [template("service/variables"), variables_text(_OF_A_CALL, *_PASSED_ON)]
    outputs = {
        **attributes("aws_ecs_service.this", "id name"),
        **attributes("aws_ecs_task_definition.this", "family revision", "task_"),
        "task_arn": "local.task_definition",
        "containers": "local.containers",
        "scaling_policies": "aws_appautoscaling_policy.this",
        **_GROUP_OUTPUTS,
        **_LOG_GROUP_OUTPUTS,
        **_ROLE_OUTPUTS,
    }
    return module("modules/ecs/service/", [template(name) for name in parts], variables, outputs)


def _ecs() -> Files:
    defaults = {name: default for name, _, default in rows(*_PASSED_ON)}
    width = max(len(name) for name in defaults)
    passed_on = "".join(f"  {name:{width}} = try(each.value.{name}, {value})\n" for name, value in defaults.items())
    main = template("ecs/main").replace("  # PASSED ON\n", passed_on)
    return module("modules/ecs/", [main], [variables_text(_ECS)], _ECS_OUTPUTS)
