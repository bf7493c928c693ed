# Random configuration of seed 1150.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "flag_0" {
  type    = bool
  default = true
}

variable "flag_1" {
  type    = bool
  default = false
}

variable "names" {
  type    = list(string)
  default = ["data"]
}

resource "aws_vpc" "private" {
  tags = { tier = lookup({ v = "data" }, "v", "z") }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_route_table" "private" {
  for_each = merge([for n in var.names : { for z in [for n in formatlist("x-%s", [trimprefix("x-c", "x-"), lookup({ v = "b" }, "v", "z")]) : trimprefix(n, "x-")] : "${n}-${z}" => { name = n, zone = z } }]...)
  vpc_id = [aws_vpc.private, aws_vpc.private][(3 - 2)].id
  tags = { tier = contains(["a", "app"], each.value.zone) ? "app" : "data" }
}

resource "aws_security_group" "other" {
  vpc_id = [aws_vpc.private][0].id
  name = trimspace(" second ")
  tags = { tier = trimprefix("x-app", "x-") }
  dynamic "ingress" {
    for_each = [443, 8443]
    content {
      protocol = "tcp"
      from_port = ingress.value
      to_port = ingress.value
      cidr_blocks = ["10.0.0.0/16"]
    }
  }
}

resource "aws_subnet" "app" {
  count = sum([2, 0])
  vpc_id = tostring({ "app" = aws_vpc.private.id, "a" = aws_vpc.private.id }[jsondecode(jsonencode({ v = ["app"] })).v[0]])
  availability_zone = element(["eu-west-1a", "eu-west-1b", "eu-west-1c"], count.index)
  tags = { tier = element(["app", "data"], count.index) }
  cidr_block = "10.0.1.0/24"
}

locals {
  subnet_list = (can(tonumber("x")) ? flatten([for i0, x0 in [for p in setproduct(var.names, values({ for i, x in aws_subnet.app : "k${i}" => x })[*].id) : p[1]] : flatten([for i1, x1 in values(aws_route_table.private)[*].id : aws_subnet.app.*.id])]) : [for n0 in compact(["k1", "k0", "", null]) : { for i, x in reverse(aws_subnet.app.*.id) : format("k%d", i) => x }[n0]])
}

locals {
  group_map = merge(merge([{ for k, x in { for k, x in { for i, x in [aws_security_group.other, aws_security_group.other] : "k${i}" => x } : k => x.id } : k => x if k != keys({ "a" = 1 })[0] }, { for k in keys(merge({ for i, x in [aws_security_group.other, aws_security_group.other] : "k${i}" => x }, { for i, x in [aws_security_group.other] : "k${i}" => x })) : k => merge({ for i, x in [aws_security_group.other, aws_security_group.other] : "k${i}" => x }, { for i, x in [aws_security_group.other] : "k${i}" => x })[k].id }]...), {})
}

resource "aws_route_table_association" "other" {
  subnet_id = (var.flag_0 ? tomap({ "data" = local.subnet_list[length("")], "b" = local.subnet_list[((0 + 10) % 10)] }) : tomap({ for k, x in { for i, x in aws_subnet.app : "k${i}" => x } : k => x.id }))["data"]
  route_table_id = [[aws_route_table.private["data-b"].id], [for x in aws_route_table.private : x][*].id][1][parseint("1", 10)]
}

resource "aws_route_table_association" "private" {
  for_each = toset(var.names)
  subnet_id = tomap(zipmap(keys({ for i, x in aws_subnet.app : "k${i}" => x }), values({ for i, x in aws_subnet.app : "k${i}" => x })[*].id))[substr("xyk1", 2, -1)]
  route_table_id = try({ for k1, x in { "b" = aws_route_table.private["data-c"].id, "app" = aws_route_table.private["data-b"].id } : substr(k1, 0, 1) => x... }["eu-west-1b"], { "b" = [aws_route_table.private["data-b"].id, aws_route_table.private["data-b"].id] }["b"])[index(keys({ "a" = 0, "b" = 1 }), "a")]
}

locals {
  objects = {
    "app" = { groups = [for k0, x in (var.flag_1 ? tomap({ "data" = aws_security_group.other.id }) : tomap(local.group_map)) : x if !contains(["b"], k0)], zone = "eu-west-1b" }
    "b" = { subnets = [for p in setproduct(var.names, flatten([[local.subnet_list[length(range(0))], local.subnet_list[1]], []])) : p[1]], tables = [for i0, x0 in aws_subnet.app : one([[aws_route_table.private["data-b"].id][0]]) if aws_route_table.private[split("|", "q|data-c")[1]].id == [aws_route_table.private["data-b"].id, aws_route_table.private["data-c"].id][i0]], zone = "eu-west-1c" }
    "x.y" = { subnets = [for p in setproduct(split(",", "a,b,data"), concat([], [local.subnet_list[parseint("1", 10)], local.subnet_list[(true ? 0 : 7)]])) : p[1]], groups = null, zone = "eu-west-1a" }
  }
}

resource "aws_ecs_service" "app" {
  count = length("x")
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  network_configuration {
    subnets = tolist(toset([for x1 in chunklist([local.subnet_list[count.index]], ((1 + 10) % 10))[0] : x1 if (coalesce(lookup({ for k, x in { "a" = local.subnet_list[count.index], "app" = x1, "1" = x1 } : "p-${k}" => x }, "nowhere", null), (can((aws_subnet.app[*].id)[(2 - 2)]) ? (aws_subnet.app[*].id)[(2 - 2)] : null))) != null]))
    security_groups = [for x in setintersection(reverse(concat([aws_security_group.other.id], [aws_security_group.other][*].id)), flatten([for x in values({ for x1 in [aws_security_group.other, aws_security_group.other] : x1.tags.tier => x1.id... }) : x])) : x]
  }
}

resource "aws_vpc_endpoint" "extra" {
  count = 2
  vpc_id = "vpc-86a4da179a6fd8601"
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = flatten(chunklist(tolist(reverse(tolist([for i1, n1 in var.names : aws_route_table_association.other.route_table_id if (endswith(n1, "a")) || (n1 != trimprefix("x-data", "x-"))]))), 2))
}

module "inner" {
  source = "./inner"
  vpc_id = { for k, x in { for p in [for k, x in { "b" = aws_vpc.private.id } : { key = k, id = x }] : p.key => p.id } : "p-${k}" => x }["p-b"]
  subnet_lists = chunklist(lookup({ for x1 in aws_subnet.app : x1.tags["tier"] => x1.id... }, "data", values({ "b" = aws_subnet.app[*].id })[*][0]), (5 - 2))
  group_map = try(merge([{ for k, x in { "app" = aws_security_group.other.id } : k => x if k != (!false ? "app" : "z") }, { for i, x in [aws_security_group.other.id] : format("k%d", i) => x }]...), {})
  subnet_thing = { for k, x in { for k, x in { for i, x in aws_subnet.app : "k${i}" => x } : k => x if k != sort(["k1"])[0] } : k => x if k != trimspace(" a ") }[element(["k0", "z"], 2)]
  table_thingmap = merge(merge(aws_route_table.private, merge(aws_route_table.private, { for i, x in values(aws_route_table.private) : "k${i}" => x })), aws_route_table.private)
  known_names = tolist([coalesce(null, "", "app"), base64decode(base64encode("data"))])
  subnet_list = [for k, x in { for x1 in { for k, x in { for i, x in aws_subnet.app : "k${i}" => x } : k => x if k != one(["k1"]) } : x1.availability_zone => x1.id... } : x[0]]
  group_map_8 = { for k, x in { for k, x in try({ "x.y" = aws_security_group.other.id }, {}) : k => x if k != base64decode(base64encode("x.y")) } : k => x }
}
