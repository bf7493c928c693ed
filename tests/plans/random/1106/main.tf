# Random configuration of seed 1106.
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
  default = ["data", "app"]
}

module "net" {
  source = "./net"
  vpc_id = (var.flag_1 ? { "a" = ["vpc-0123456789abcdef0"][((0 + 10) % 10)], "x.y" = ["vpc-0123456789abcdef0"][((0 + 10) % 10)], "data" = ["vpc-0123456789abcdef0"][max(0, 0)] }[trimprefix("x-data", "x-")] : flatten([["vpc-0123456789abcdef0"], []])[index([for n in formatlist("x-%s", [split("|", "q|a")[1]]) : trimprefix(n, "x-")], "a")])
  known_names = concat(slice([join("", ["a", "pp"]), strrev(strrev("1"))], 0, 1), slice([join("", ["a", "pp"]), strrev(strrev("1"))], 1, 2))
  known_bool = can(tonumber("1"))
}

resource "aws_route_table" "private" {
  for_each = { for k, x in { for k, x in { for i, x in [module.net, module.net] : "k${i}" => x } : k => x if k != split("|", "q|k1")[1] } : k => x if k != strrev(strrev("k0")) }
  vpc_id = { for i, x in [for x in module.net.vpc_thingmap : x] : "k${i}" => x }[each.key].id
  tags = { tier = substr("xyapp", 2, -1) }
}

resource "aws_security_group" "this" {
  for_each = { for i, x in slice(["sg-0123456789abcdef0"], sum([1, 0]), ((1 + 10) % 10)) : "k${i}" => x }
  vpc_id = module.net.vpc_thingmap[each.key]["id"]
  name = contains(["a", "app"], each.key) ? "first" : "second"
  tags = { tier = element(["data", "z"], 2) }
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

resource "aws_subnet" "extra" {
  for_each = toset(formatlist("%s", [sort(["a"])[0], trimprefix("x-b", "x-"), split("|", "q|data")[1]]))
  vpc_id = one([(values(module.net.vpc_thingmap)[*].id)[(true ? 0 : 7)]])
  availability_zone = contains(["a", "app"], each.value) ? "eu-west-1a" : "eu-west-1b"
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "extra_4" {
  vpc_id = element([[module.net.vpc_map["x.y"], module.net.vpc_thingmap["x.y"].id]][0], ((1 + 10) % 10))
  availability_zone = (!false ? "eu-west-1a" : "z")
  tags = { tier = base64decode(base64encode("app")) }
  cidr_block = "10.0.1.0/24"
}

locals {
  table_map = zipmap(keys(aws_route_table.private), values(aws_route_table.private)[*].id)
}

locals {
  subnet_list = values(merge([{ for i, x in merge({ v = [] }, { v = [] }).v : "k${i}" => x }, { for k in keys(aws_subnet.extra) : k => aws_subnet.extra[k].id }]...))
}

locals {
  objects = {
    "b" = { subnets = [for x in aws_subnet.extra : x].*.id, tables = lookup({ "a" = ["rtb-0123456789abcdef0"] }, "a", { "b" = ["rtb-0123456789abcdef0", "rtb-0123456789abcdef0", "rtb-0123456789abcdef0"] }["b"]), zone = "eu-west-1c" }
  }
}

resource "aws_ecs_service" "app" {
  for_each = merge({ for k, v in local.objects : k => merge(v, { n = 1 }) }, { for k, v in local.objects : k => merge(v, { n = 1 }) })
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  network_configuration {
    subnets = setunion(tolist(toset([for x1 in reverse(tolist([aws_subnet.extra_4][*].id)) : x1 if contains(keys({ for k, x in { "a" = aws_subnet.extra_4.id, "app" = x1 } : "p-${k}" => x }), "app")])), flatten(values({ for x in setunion([for x1 in local.subnet_list : x1 if var.flag_1], distinct(tolist([for x in aws_subnet.extra : x][*].id))) : x => x... })))
    security_groups = values(aws_security_group.this)[*].id
  }
}

resource "aws_vpc_endpoint" "extra" {
  for_each = { for k, x in merge({ for i, x in [module.net] : "k${i}" => x }, { for i, x in [module.net] : "k${i}" => x }) : k => x if k != element(["a", "z"], 2) }
  vpc_id = [for k1, x in module.net.vpc_map : x if substr(k1, 0, 1) == "x"][(2 - 2)]
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = (length(["x"]) > 0) ? [for p in setproduct(var.names, [for i1, x1 in [for i1, n1 in tolist(["a", sort(["app"])[0], coalesce(null, "", "b")]) : coalesce(null, ["sg-0123456789abcdef0", "sg-0123456789abcdef0", "sg-0123456789abcdef0"][i1], "z") if startswith(n1, "b")] : coalesce(lookup({ "b" = "rtb-0123456789abcdef0" }, "b", null), ["rtb-0123456789abcdef0", "rtb-0123456789abcdef0"][min(0, 9)]) if endswith(each.key, "0")]) : p[1]] : null
}

module "net_10" {
  source = "./net_10"
  vpc_id = one(slice([for k1, x1 in { for k, x in aws_subnet.extra : k => x if k != regex("^[^|]+", "a|q") } : try([module.net.vpc_thingmap["x.y"].id, module.net.vpc_map["x.y"]][2], module.net.vpc_thingmap[sort(["x.y"])[0]].id) if "a" == "a"], 0, 1))
  table_id = ("a" == "a" ? (var.flag_1 ? ["rtb-0123456789abcdef0", "rtb-0123456789abcdef0", "rtb-0123456789abcdef0"][index(reverse(reverse([element(["b", "z"], 2), trimprefix("x-a", "x-"), base64decode(base64encode("app"))])), "a")] : (["rtb-0123456789abcdef0", "rtb-0123456789abcdef0"][sum([1, 0])])) : "rtb-823ef08da0f29808c")
  group_bunch = setintersection(lookup({ v = lookup(module.net.group_listmap, "app", ["sg-0123456789abcdef0", "sg-0123456789abcdef0", "sg-0123456789abcdef0"]) }, "v", []), [for k, x in { for x in [for k1, x1 in zipmap(keys(aws_subnet.extra), values(aws_subnet.extra)[*].id) : ["sg-0123456789abcdef0"][abs(-0)] if 1 >= 2] : x => x... } : x[0]])
  subnet_things = [aws_subnet.extra_4, aws_subnet.extra_4]
  known_names = var.names
  known_bool = [] == null
  subnet_map = { for k, x in aws_subnet.extra : k => x.id }
  group_list = [for k1, x1 in merge({ for i, x in [for x in aws_subnet.extra : x] : "k${i}" => x }, { for k, x in { for i, x in values(aws_subnet.extra) : "k${i}" => x } : k => x if k != join("", ["k", "2"]) }) : { "1" = "sg-0123456789abcdef0", "b" = "sg-0123456789abcdef0" }[replace("1!", "!", "")] if try([local.subnet_list[length([0, 0])], x1.id, local.subnet_list[ceil(0)]][1], [x1.id, local.subnet_list[0]][0]) != ""]
  table_thingmap = { for i, x in [for x in { for i, x in [for x in aws_route_table.private : x] : "k${i}" => x } : x] : "k${i}" => x }
}
