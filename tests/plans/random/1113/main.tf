# Random configuration of seed 1113.
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

resource "aws_vpc" "main" {
  tags = { tier = try(tonumber("no"), "app") }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_route_table" "app" {
  for_each = toset(["app", trimspace(" b ")])
  vpc_id = [aws_vpc.main][0].id
  tags = { tier = contains(["a", "app"], each.value) ? "app" : "data" }
}

resource "aws_subnet" "main" {
  for_each = toset(jsondecode(jsonencode([try(tonumber("no"), "a"), (!false ? "app" : "z"), "data"])))
  vpc_id = "%{ if true }${{ "x.y" = aws_vpc.main.id }["x.y"]}%{ else }z%{ endif }"
  availability_zone = contains(["a", "app"], each.value) ? "eu-west-1a" : "eu-west-1b"
  tags = { tier = contains(["a", "app"], each.value) ? "app" : "data" }
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "private" {
  for_each = toset(var.names)
  vpc_id = try({ for i, x in [aws_vpc.main][*].id : format("k%d", i) => x }["nowhere"], [aws_vpc.main.id, aws_vpc.main.id][length([])])
  name = replace("first!", "!", "")
  tags = { tier = regex("^[^|]+", "data|q") }
  ingress {
    protocol = "tcp"
    from_port = 443
    to_port = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

locals {
  subnet_list = flatten([for k0, x0 in { for k, x in aws_route_table.app : k => x if k != coalesce(null, "", "a") } : lookup({ "b" = [aws_subnet.main["data"].id, aws_subnet.main["data"].id], "app" = [] }, "eu-west-1b", [aws_subnet.main["app"].id, aws_subnet.main["a"].id, aws_subnet.main["a"].id])])
}

locals {
  group_map = { for k in keys({ for k, x in aws_security_group.private : k => x if k != lookup({ v = "a" }, "v", "z") }) : k => { for k, x in aws_security_group.private : k => x if k != lookup({ v = "a" }, "v", "z") }[k].id }
}

resource "aws_route_table_association" "this" {
  for_each = aws_security_group.private
  subnet_id = try(slice([for x in aws_subnet.main : x][*].id, (4 - 2), (5 - 2))[1], aws_subnet.main["app"].id)
  route_table_id = (flatten([[for x in aws_route_table.app : x]])[*].id)[floor(0.5)]
}

resource "aws_route_table_association" "this_7" {
  for_each = toset(var.names)
  subnet_id = join("", [[for x in aws_subnet.main : x][0].id])
  route_table_id = flatten([[reverse([aws_route_table.app["b"].id, aws_route_table.app["app"].id])[sum([1, 0])]], ["z"]])[0]
}

module "inner" {
  source = "./inner"
  for_each = toset(tolist([coalesce(null, "", "data")]))
  vpc_id = { for k, x in { for i, x in values(aws_route_table.app) : "k${i}" => x } : k => x if k != coalesce(null, "", "k0") }[substr("xyk1", 2, -1)].vpc_id
  table_id = values(aws_route_table_association.this_7)[(true ? 0 : 7)].route_table_id
  table_id_2 = [for i1, x1 in [for x in aws_route_table.app : x] : x1 if startswith(each.key, "d")][index([9, 1], 1)]["id"]
  known_names = var.names
  known_bool = var.flag_0
  subnet_map = zipmap(keys(try((endswith(each.key, "a") ? tomap({ for k in keys(aws_subnet.main) : k => aws_subnet.main[k].id }) : tomap({ for k, x in aws_subnet.main : k => x.id })), {})), values(try((endswith(each.key, "a") ? tomap({ for k in keys(aws_subnet.main) : k => aws_subnet.main[k].id }) : tomap({ for k, x in aws_subnet.main : k => x.id })), {})))
  group_list = distinct(concat(values({ "data" = [aws_security_group.private["a"].id] })...))
  table_map = (((contains(var.names, each.value)) && (contains(var.names, each.value))) || (aws_security_group.private[format("%s", "a")].id == aws_security_group.private[replace("a!", "!", "")].id) ? tomap(merge(("a" == "a" ? tomap({ for k, x in aws_route_table.app : k => x.id }) : tomap({ "b" = aws_route_table.app["b"].id, "a" = aws_route_table.app["b"].id })), { for k in keys({ for i, x in [for x in aws_route_table.app : x] : "k${i}" => x }) : k => { for i, x in [for x in aws_route_table.app : x] : "k${i}" => x }[k].id })) : tomap(merge([{ for k, x in { "app" = aws_route_table.app["b"].id } : "p-${k}" => x }, { for k, x in { for k in keys(aws_route_table.app) : k => aws_route_table.app[k].id } : "p-${k}" => x }]...)))
}

resource "aws_ecs_service" "this" {
  count = contains(keys({ "app" = [for m in module.inner : m.group_id][length([])], "data" = module.inner["data"].group_id }), "b") ? (4 - 2) : 0
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  network_configuration {
    subnets = values(module.inner)[*].subnet_id
    security_groups = setunion([for x in merge({ for i, x in [for x in aws_security_group.private : x] : "k${i}" => x }, { for i, x in values(aws_security_group.private) : "k${i}" => x }) : x][*].id, slice(distinct(reverse([module.inner["data"].group_id, module.inner["data"].group_id, module.inner["data"].group_id])), (2 - 2), (true ? 0 : 7)))
  }
}

resource "aws_vpc_endpoint" "private" {
  for_each = toset(var.names)
  vpc_id = [for i1, x1 in [module.inner[element(["data", "z"], 2)]] : x1 if length(["x"]) > 0][ceil(0)].vpc_id
  service_name = "com.amazonaws.eu-west-1.${contains(["a", "app"], each.key) ? "ecr.api" : "ecr.dkr"}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = reverse(values({ for k, x in { for i, x in values(aws_subnet.main) : "k${i}" => x } : k => x if k != trimprefix("x-k1", "x-") }))[*].id
  security_group_ids = [for i1, n1 in concat(slice([jsondecode(jsonencode({ v = ["1"] })).v[0], element(["a", "z"], 2)], 0, 1), slice([jsondecode(jsonencode({ v = ["1"] })).v[0], element(["a", "z"], 2)], 1, 2)) : (contains(keys({ for k, m in module.inner : k => m.group_id }), "nowhere") ? { for k, m in module.inner : k => m.group_id }["nowhere"] : aws_security_group.private[jsondecode(jsonencode({ v = ["a"] })).v[0]].id)]
}
