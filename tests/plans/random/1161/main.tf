# Random configuration of seed 1161.
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
  default = ["app", "a", "data"]
}

resource "aws_vpc" "main" {
  for_each = toset([for n in formatlist("x-%s", [try(tonumber("no"), "a")]) : trimprefix(n, "x-")])
  tags = { tier = (!false ? "app" : "z") }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "this" {
  tags = { tier = sort(["app"])[0] }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  vpc_id = try(reverse([aws_vpc.this.id])[0], [for x in aws_vpc.main : x][length(range(0))].id)
  availability_zone = coalesce(null, "", "eu-west-1c")
  tags = { tier = trimspace(" data ") }
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "main" {
  vpc_id = aws_vpc.this.id
  name = split("|", "q|second")[1]
  tags = { tier = jsondecode(jsonencode({ v = ["data"] })).v[0] }
  ingress {
    protocol = "tcp"
    from_port = 443
    to_port = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_route_table" "extra" {
  for_each = toset(split(",", "a,app"))
  vpc_id = one(slice([[aws_vpc.this.id, aws_vpc.main["a"].id, aws_vpc.this.id][2], [aws_vpc.main["a"].id][length([])], [aws_vpc.main["a"].id, aws_vpc.main["a"].id][length("")]], 0, 1))
  tags = { tier = substr("xydata", 2, -1) }
}

locals {
  subnet_listmap = { "b" = [for x in [for y in reverse(try([aws_subnet.main][*].id, [])) : { v = y }] : x.v] }
}

locals {
  table_listmap = { for x0 in aws_route_table.extra : x0.tags["tier"] => x0.id... }
}

resource "aws_route_table_association" "private" {
  subnet_id = [aws_subnet.main, aws_subnet.main][0]["id"]
  route_table_id = values(aws_route_table.extra)[floor(0.5)].id
}

locals {
  objects = {
    "a" = { subnets = [for i0, n0 in var.names : format("%s", aws_subnet.main.id) if aws_security_group.main.name == regex("^[^|]+", "second|q")], groups = [for k0, x0 in { for i, x in [aws_subnet.main] : "k${i}" => x } : { "app" = aws_security_group.main.id }[lookup({ v = "app" }, "v", "z")]], tables = [for k0, x0 in merge({ "a" = aws_subnet.main.id }, {}) : one(slice(values(aws_route_table.extra).*.id, 0, 1))], zone = "eu-west-1a" }
    "b" = { subnets = reverse([aws_subnet.main, aws_subnet.main][*].id), groups = reverse(flatten([[aws_security_group.main.id], [aws_security_group.main.id, aws_security_group.main.id]])), zone = "eu-west-1c" }
    "x.y" = { subnets = null, tables = [for n0 in [] : zipmap(keys(aws_route_table.extra), values(aws_route_table.extra)[*].id)[n0]], zone = "eu-west-1b" }
  }
}

resource "aws_vpc_endpoint" "app" {
  for_each = { for k, x in merge({ for i, x in [aws_subnet.main, aws_subnet.main] : "k${i}" => x }, { for i, x in [aws_subnet.main] : "k${i}" => x }) : k => x if k != "a" }
  vpc_id = { for k in keys(aws_vpc.main) : k => aws_vpc.main[k].id }[try(tonumber("no"), "a")]
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for x1 in keys({ for x in distinct([for k1, x in { for k in keys(aws_route_table.extra) : k => aws_route_table.extra[k].id } : x if startswith(k1, "a")]) : x => true... }) : x1 if var.flag_0]
}

resource "aws_vpc_endpoint" "other" {
  for_each = toset(split(",", "data,x.y"))
  vpc_id = flatten([for x in values({ for n1 in var.names : n1 => [for x in aws_vpc.main : x][*].id }) : x])[sum([0, 0])]
  service_name = "com.amazonaws.eu-west-1.${contains(["a", "app"], each.value) ? "ecr.api" : "ecr.dkr"}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = toset(compact(concat(tolist(setsubtract([for x1 in toset([aws_subnet.main.id, aws_subnet.main.id, aws_subnet.main.id]) : x1 if var.flag_1], ["z"])), [""])))
  security_group_ids = flatten(values({ for x in toset(compact(concat(tolist(concat([[for x in [aws_security_group.main, aws_security_group.main][*].id : x if x != ""], [for i1, x1 in [aws_security_group.main, aws_security_group.main] : x1["id"] if i1 % 2 == 0]]...)), [""]))) : x => x... }))
}

module "inner" {
  source = "./inner"
  vpc_id = "vpc-a6adab926726da1a9"
  endpoint_id = [for x in { for i, x in values(aws_vpc_endpoint.app) : "k${i}" => x } : x][length(range(0))].id
  subnet_thingmap = { for k, x in merge(merge({ for i, x in [aws_subnet.main] : "k${i}" => x }, { for i, x in [aws_subnet.main, aws_subnet.main] : "k${i}" => x }), { for k, x in { for i, x in [aws_subnet.main] : "k${i}" => x } : k => x if k != base64decode(base64encode("k0")) }) : k => x if k != "k0" }
  subnet_thingmap_3 = { for k, x in merge(merge({ for i, x in [aws_subnet.main, aws_subnet.main] : "k${i}" => x }, { for i, x in [aws_subnet.main, aws_subnet.main] : "k${i}" => x }), { for i, x in [aws_subnet.main] : "k${i}" => x }) : k => x if k != element(["a", "z"], 2) }
  object_thingmap = local.objects
  known_names = var.names
  known_bool = !(var.flag_0)
  subnet_map = { for k in keys({ for i, x in [for x in { for i, x in [aws_subnet.main] : "k${i}" => x } : x] : "k${i}" => x }) : k => { for i, x in [for x in { for i, x in [aws_subnet.main] : "k${i}" => x } : x] : "k${i}" => x }[k].id }
  table_thingmap = { for i, x in [[aws_route_table.extra[{ v = "app" }["v"]], aws_route_table.extra[split("|", "q|app")[1]]][1], values(aws_route_table.extra)[index([9, 1], 1)]] : "k${i}" => x }
}
