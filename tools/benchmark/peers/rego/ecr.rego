# Three questions on a Terraform plan, for modules one level deep.
#
# An id that the apply makes is no value of the plan, so that everything is joined by the
# references of the configuration, which stand once for all instances of a module.
package ecr

import rego.v1

call(change) := "" if not change.module_address

call(change) := split(trim_prefix(change.module_address, "module."), "[")[0]

root_expressions := {concat(" ", ["", block.type, block.name]): block.expressions |
	some block in object.get(input.configuration.root_module, "resources", [])
}

module_expressions := {concat(" ", [name, block.type, block.name]): block.expressions |
	some name, called in object.get(input.configuration.root_module, "module_calls", {})
	some block in called.module.resources
}

expressions := object.union(root_expressions, module_expressions)

# The things that an attribute refers to, each with the module instance that it is in.
targets(change, attribute) := {concat(" ", [object.get(change, "module_address", ""), reference]) |
	some reference in expressions[concat(" ", [call(change), change.type, change.name])][attribute].references
	count(split(reference, ".")) == 2
	startswith(reference, "aws_")
}

service(change) := concat(".", array.slice(split(change.change.after.service_name, "."), 3, 9))

endpoints := [endpoint |
	some change in input.resource_changes
	change.type == "aws_vpc_endpoint"
	endpoint := {
		"address": change.address,
		"service": service(change),
		"private_dns": change.change.after.private_dns_enabled,
		"vpcs": targets(change, "vpc_id"),
		"groups": targets(change, "security_group_ids"),
	}
]

ecr_endpoints := [endpoint | some endpoint in endpoints; startswith(endpoint.service, "ecr.")]

# Private DNS of the endpoints for ECR.
private_dns_off contains endpoint.address if {
	some endpoint in ecr_endpoints
	endpoint.private_dns == false
}

# Groups of the endpoints for ECR that admit more than port 443.
wide_groups := {group |
	some change in input.resource_changes
	change.type == "aws_vpc_security_group_ingress_rule"
	ports := {change.change.after.from_port, change.change.after.to_port}
	ports != {443}
	some group in targets(change, "security_group_id")
}

open_groups contains group if {
	some endpoint in ecr_endpoints
	some group in endpoint.groups
	group in wide_groups
}

# VPCs with an endpoint for ecr.dkr that lack one for ecr.api or logs.
present := {concat(" ", [vpc, endpoint.service]) | some endpoint in endpoints; some vpc in endpoint.vpcs}

missing contains wanted if {
	some endpoint in endpoints
	endpoint.service == "ecr.dkr"
	some vpc in endpoint.vpcs
	some name in ["ecr.api", "logs"]
	wanted := concat(" ", [vpc, name])
	not wanted in present
}

answers := {"private_dns": count(private_dns_off), "groups": count(open_groups), "missing": count(missing)}
