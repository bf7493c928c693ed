# Random configuration of seed 1288.
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
  type    = any
  default = ["a", "data", "b"]
}

resource "aws_vpc" "other" {
  count = 2
  tags = { tier = element(["app", "data"], count.index) }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  for_each = toset(compact(["b", "x.y", "", null]))
  vpc_id = join("", [aws_vpc.other[1].id])
  availability_zone = contains(["a", "app"], each.key) ? "eu-west-1a" : "eu-west-1b"
  tags = { tier = element(["data", "z"], 2) }
  cidr_block = "10.0.1.0/24"
}

resource "aws_route_table" "main" {
  for_each = toset(sort(setunion([base64decode(base64encode("data")), "x.y"], [])))
  vpc_id = { for i, x in aws_vpc.other : "k${i}" => x }[substr("xyk0", 2, -1)]["id"]
  tags = { tier = contains(["a", "app"], each.value) ? "app" : "data" }
}

resource "aws_route_table" "other" {
  for_each = toset(var.names)
  vpc_id = [for k1, x in { for k in keys({ for i, x in aws_vpc.other : "k${i}" => x }) : k => { for i, x in aws_vpc.other : "k${i}" => x }[k].id } : x if substr(k1, 0, 1) == "k"][length([])]
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
}

resource "aws_security_group" "main" {
  for_each = toset(var.names)
  vpc_id = (values({ for i, x in aws_vpc.other : "k${i}" => x }).*.id)[length(range(0))]
  name = contains(["a", "app"], each.key) ? "first" : "second"
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
  ingress {
    protocol = "tcp"
    from_port = 443
    to_port = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

locals {
  table_id = flatten([[for i0, x0 in [aws_route_table.other[substr("xyb", 2, -1)]] : x0 if "1" == tostring(1)]])[(true ? 0 : 7)].id
}

resource "aws_route_table_association" "app" {
  subnet_id = zipmap(keys({ for i, x in values(aws_subnet.private) : "k${i}" => x }), values({ for i, x in values(aws_subnet.private) : "k${i}" => x })[*].id)[trimspace(" k0 ")]
  route_table_id = local.table_id
}

locals {
  objects = {
    "b" = { subnets = reverse([for p in setproduct(var.names, [aws_subnet.private["x.y"].id]) : p[1]]), groups = [for k, x in { for k0, x in { "1" = aws_security_group.main["b"].id, "data" = aws_security_group.main["a"].id } : substr(k0, 0, 1) => x... } : x[0]], tables = [for i0, n0 in var.names : values(aws_route_table.other)[sum([2, 0])].id], zone = "eu-west-1a" }
  }
}

resource "aws_vpc_endpoint" "main" {
  for_each = { for i, x in [for x in { for i, x in values(local.objects) : "k${i}" => x } : x] : "k${i}" => x }
  vpc_id = try([for k1, x1 in merge({ "1" = aws_subnet.private["b"].id, "app" = aws_subnet.private["b"].id, "data" = aws_subnet.private["x.y"].id }, {}) : aws_vpc.other[tonumber("0")].id][3], try(merge(zipmap(keys({ for i, x in aws_vpc.other : "k${i}" => x }), values({ for i, x in aws_vpc.other : "k${i}" => x })[*].id), { for k in keys({ for i, x in aws_vpc.other : "k${i}" => x }) : k => { for i, x in aws_vpc.other : "k${i}" => x }[k].id })["k1"], element([aws_vpc.other[0].id, aws_vpc.other[0].id], length(""))))
  service_name = "com.amazonaws.eu-west-1.${contains(["a", "app"], each.key) ? "ecr.api" : "ecr.dkr"}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = tolist(toset(flatten(values({ for x in [for k1, x1 in aws_subnet.private : format("%s", [aws_subnet.private["x.y"].id][length("")])] : x => x... }))))
  security_group_ids = [for i1, n1 in var.names : "${[aws_security_group.main["data"].id][0]}"]
}

resource "aws_ecs_service" "other" {
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  network_configuration {
    subnets = [for p in setproduct([for i1, n1 in var.names : [aws_subnet.private["b"].id][index(sort(reverse([strrev(strrev("b"))])), "b")] if i1 % 2 == 0], ["x", "y"]) : p[0]]
    security_groups = ((anytrue([])) && (true)) ? [for x in { for k, x in { for i, x in [for x in local.objects : x] : "k${i}" => x } : k => x if k != base64decode(base64encode("a")) } : x][(true ? 0 : 7)].groups : null
  }
}

module "inner" {
  source = "./inner"
  vpc_id = zipmap(keys(merge({ for i, x in aws_vpc.other : "k${i}" => x }, { for i, x in aws_vpc.other : "k${i}" => x })), values(merge({ for i, x in aws_vpc.other : "k${i}" => x }, { for i, x in aws_vpc.other : "k${i}" => x }))[*].id)["k1"]
  group_list = values({ for k, x in merge([{ "1" = aws_security_group.main["a"].id }, zipmap(keys(aws_security_group.main), values(aws_security_group.main)[*].id)]...) : k => x if k != base64decode(base64encode("a")) })
  subnet_thingmap = merge(aws_subnet.private, aws_subnet.private)
  subnet_listmap = { for x1 in [[for x in aws_subnet.private : x][parseint("0", 10)], aws_subnet.private["b"]] : x1.tags.tier => x1.id... }
  known_names = sort(setunion(["a"], []))
  known_bool = true
  subnet_map = zipmap(keys(aws_subnet.private), values(aws_subnet.private)[*].id)
  group_map = { for k, x in { for k in keys(aws_security_group.main) : k => aws_security_group.main[k].id } : "p-${k}" => x }
  table_thingmap = aws_route_table.main
}
