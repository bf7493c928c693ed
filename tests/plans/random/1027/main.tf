# Random configuration of seed 1027.
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
  default = ["a"]
}

resource "aws_vpc" "extra" {
  for_each = { for o in flatten([for n in var.names : [for z in concat(slice([regex("^[^|]+", "c|q"), join("", ["a", ""])], 0, 1), slice([regex("^[^|]+", "c|q"), join("", ["a", ""])], 1, 2)) : { key = "${n}-${z}", name = n, zone = z }]]) : o.key => o }
  tags = { tier = strrev(strrev("data")) }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_route_table" "this" {
  for_each = toset(var.names)
  vpc_id = try(merge([{ "app" = aws_vpc.extra["a-a"].id, "x.y" = aws_vpc.extra["a-a"].id, "a" = aws_vpc.extra["a-c"].id }, { for k in keys(aws_vpc.extra) : k => aws_vpc.extra[k].id }]...)["a-a"], "${[aws_vpc.extra["a-c"].id, aws_vpc.extra["a-c"].id][tonumber("1")]}")
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
}

resource "aws_subnet" "extra" {
  for_each = merge([for n in var.names : { for z in [one(["c"]), trimspace(" b ")] : "${n}-${z}" => { name = n, zone = z } }]...)
  vpc_id = ((endswith(each.value.name, "a")) || (var.flag_0) ? one([aws_vpc.extra[join("-", [each.value.name, "c"])].id]) : [for x in aws_vpc.extra : x][max(1, 0)].id)
  availability_zone = keys({ "eu-west-1a" = 1 })[0]
  tags = { tier = sort(["data"])[0] }
  cidr_block = "10.0.1.0/24"
}

module "inner" {
  source = "./inner"
  for_each = { for k, x in (true ? tomap({ for k in keys(aws_subnet.extra) : k => aws_subnet.extra[k].id }) : tomap(zipmap(keys(aws_subnet.extra), values(aws_subnet.extra)[*].id))) : k => x if k != join("", ["a", "-b"]) }
  vpc_id = element(concat(values({ "a" = [for x in aws_vpc.extra : x].*.id, "data" = [for x in aws_vpc.extra : x][*].id, "b" = [aws_vpc.extra["a-a"].id] })...), min(4, 9))
  subnet_id = (values({ for n1 in var.names : n1 => [each.value] })[*][0])[abs(-0)]
  table_id = [aws_route_table.this[jsondecode(jsonencode({ v = ["a"] })).v[0]]][parseint("0", 10)]["id"]
  subnet_thing = merge(merge(aws_subnet.extra, aws_subnet.extra), { for k, x in aws_subnet.extra : k => x if k != base64decode(base64encode("a-b")) })[join("", ["a", "-c"])]
  known_names = concat(slice([format("%s", "a")], 0, 1), slice([format("%s", "a")], 1, 1))
  subnet_thingmap = merge(aws_subnet.extra, aws_subnet.extra)
  table_map = { for k, x in { for k, x in merge({ for k in keys(aws_route_table.this) : k => aws_route_table.this[k].id }, {}) : k => x if k != coalesce(null, "", "a") } : "p-${k}" => x }
}

resource "aws_subnet" "extra_4" {
  count = length(slice(reverse([module.inner["a-c"].table_list[tonumber("1")], module.inner["a-c"].table_list[abs(-1)], module.inner["a-c"].table_list[length("x")]]), abs(-2), length(range(2))))
  vpc_id = try(slice(values(aws_vpc.extra).*.id, length(range(0)), length(""))[2], "vpc-0123456789abcdef0")
  availability_zone = element(["eu-west-1a", "eu-west-1b", "eu-west-1c"], count.index)
  tags = { tier = element(["app", "data"], count.index) }
  cidr_block = "10.0.1.0/24"
}

locals {
  subnet_thingmap = { for k, x in [values(module.inner)[length(range(0))]][0].subnet_thingmap : k => x if k != lookup({ v = "a-b" }, "v", "z") }
}

resource "aws_route_table_association" "this" {
  subnet_id = module.inner[jsondecode(jsonencode({ v = ["a-c"] })).v[0]].subnet_id
  route_table_id = { k = flatten([for x in values(module.inner)[*].table_list : x])[0], z = null }.k
}

locals {
  objects = {
    "app" = { subnets = flatten([values(module.inner)[*].subnet_thing]).*.id, groups = [for p in setproduct(split(",", "b,data,app"), [for y in module.inner["a-c"].group_things[*].id : { v = y }][*].v) : p[1]], tables = [for x in module.inner[(!false ? "a-c" : "z")].table_list : x if x != ""], zone = "eu-west-1a" }
    "data" = { subnets = null, groups = [for x in values({ for k0, x in { "app" = [for m in module.inner : m.group_id][length([])], "1" = [for m in module.inner : m.group_id][sum([0, 0])], "b" = module.inner["a-c"].group_id } : substr(k0, 0, 1) => x... }) : element(x, 0)], tables = [for k0, x in { for i, x in values(aws_route_table.this)[*].id : "k${i}" => x } : x if !contains(["b"], k0)], zone = "eu-west-1c" }
  }
}

resource "aws_vpc_endpoint" "main" {
  count = sum([3, 0])
  vpc_id = slice([for x in [for y in [aws_vpc.extra["a-a"].id, aws_vpc.extra["a-a"].id] : { v = y }] : x.v], 1, length([for x in [for y in [aws_vpc.extra["a-a"].id, aws_vpc.extra["a-a"].id] : { v = y }] : x.v]))[index([base64decode(base64encode("b"))], "b")]
  service_name = "com.amazonaws.eu-west-1.${element(["ecr.api", "ecr.dkr", "logs"], count.index)}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = flatten([[for x in ([for x in { for k, v in local.objects : k => merge(v, { n = 1 }) } : x][max(1, 0)].subnets != null ? [for x in { for k, v in local.objects : k => merge(v, { n = 1 }) } : x][max(1, 0)].subnets : []) : "${x}"], compact(split(",", "%{ for x in flatten([for i1, n1 in split(",", "b,1") : [(values(module.inner)[*].subnet_thing)[floor(0.5)]["id"], module.inner["a-c"].subnet_id]]) }${x},%{ endfor }"))])
  security_group_ids = [for m in module.inner : m.group_id]
}

resource "aws_vpc_endpoint" "extra" {
  for_each = toset(tolist([replace("app!", "!", "")]))
  vpc_id = (each.key == split("|", "q|app")[1] ? aws_route_table.this[try(tonumber("no"), "a")].vpc_id : (contains(keys({ for k, x in { for k in keys(aws_vpc.extra) : k => aws_vpc.extra[k].id } : k => x if k != element(["a-a", "z"], 2) }), "nowhere") ? { for k, x in { for k in keys(aws_vpc.extra) : k => aws_vpc.extra[k].id } : k => x if k != element(["a-a", "z"], 2) }["nowhere"] : (values(aws_vpc.extra)[*].id)[sum([1, 0])]))
  service_name = "com.amazonaws.eu-west-1.s3"
}

resource "aws_ecs_service" "this" {
  for_each = toset(sort(reverse([keys({ "b" = 1 })[0], (!false ? "x.y" : "z")])))
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  network_configuration {
    subnets = [for k, x in { for x in values((contains(module.inner["a-c"].table_list, module.inner["a-c"].table_list[0]) ? tomap(try({ "data" = module.inner["a-c"].subnet_thing["id"] }, {})) : tomap({ "data" = module.inner["a-c"].subnet_thing["id"], "app" = [for m in module.inner : m.subnet_id][((0 + 10) % 10)], "1" = module.inner["a-c"].subnet_id }))) : x => x... } : x[0]]
    security_groups = flatten([values({ for k in keys(merge({ for i, x in module.inner["a-c"].group_things : "k${i}" => x }, { for i, x in module.inner["a-c"].group_things : "k${i}" => x })) : k => merge({ for i, x in module.inner["a-c"].group_things : "k${i}" => x }, { for i, x in module.inner["a-c"].group_things : "k${i}" => x })[k].id }), [for n1 in tolist(["k0"]) : { for k, x in { for k in keys({ for i, x in module.inner["a-c"].group_things : "k${i}" => x }) : k => { for i, x in module.inner["a-c"].group_things : "k${i}" => x }[k].id } : k => x }[n1]]])
  }
}
