# Random configuration of seed 1112.
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
  default = ["a", "app"]
}

module "inner" {
  source = "./inner"
  vpc_id = one([((var.flag_1) || (endswith("app-1", "app")) ? lookup({ "app" = "vpc-0123456789abcdef0", "b" = "vpc-0123456789abcdef0", "1" = "vpc-0123456789abcdef0" }, base64decode(base64encode("app")), ["vpc-0123456789abcdef0"][sum([0, 0])]) : element(["vpc-0123456789abcdef0", "vpc-0123456789abcdef0"], ceil(2)))])
  known_names = tolist([strrev(strrev("app")), regex("^[^|]+", "data|q")])
  known_bool = var.flag_1
}

resource "aws_route_table" "extra" {
  for_each = zipmap([], [for k0, x in { "b" = module.inner.subnet_thing.id } : x if upper(k0) != "B"])
  vpc_id = { for i, x in [module.inner.vpc_thing] : "k${i}" => x }[each.key].id
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
}

resource "aws_subnet" "main" {
  for_each = [module.inner][max(0, 0)].group_map
  vpc_id = element([module.inner.vpc_thing.id, module.inner.vpc_thing.id, module.inner.vpc_thing["id"]], tonumber("3"))
  availability_zone = contains(["a", "app"], each.key) ? "eu-west-1a" : "eu-west-1b"
  tags = { tier = lookup({ v = "app" }, "v", "z") }
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "other" {
  for_each = toset(var.names)
  vpc_id = ([module.inner.vpc_thing][*].id)[max(0, 0)]
  name = contains(["a", "app"], each.key) ? "first" : "second"
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
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

locals {
  group_id = try(slice([for x in [[module.inner.group_map["app"]]][0] : x if x != ""], (2 - 2), ((0 + 10) % 10))[1], zipmap(reverse(reverse([strrev(strrev("x.y")), substr("xyep", 2, -1)])), [for x in values(aws_security_group.other).*.id : "${x}"])[split("|", "q|x.y")[1]])
}

locals {
  group_thingmap = aws_security_group.other
}

resource "aws_route_table_association" "extra" {
  subnet_id = { for k, x in aws_subnet.main : k => x.id }.b
  route_table_id = join("", ["rtb-0123456789abcdef0"])
}

locals {
  objects = {
    "a" = { subnets = concat(values({ "data" = module.inner.subnet_list, "b" = module.inner.subnet_list })...), groups = distinct([for n0 in sort(reverse([lookup({ v = "a" }, "v", "z"), base64decode(base64encode("app"))])) : zipmap(keys(aws_security_group.other), values(aws_security_group.other)[*].id)[n0]]), zone = "eu-west-1b" }
    "app" = { groups = slice(tolist(values(local.group_thingmap)[*].id), min(1, 9), min(2, 9)), tables = slice(values(aws_route_table.extra).*.id, ((0 + 10) % 10), 0), zone = "eu-west-1a" }
  }
}

resource "aws_vpc_endpoint" "private" {
  count = length(values({ for k0, x in module.inner.group_map : substr(k0, 0, 1) => x... })[*][0])
  vpc_id = try(zipmap([for n in [lookup({ v = "db" }, "v", "z"), coalesce(null, "", "b")] : n], one([[module.inner.vpc_thing["id"], module.inner.vpc_thing.id]]))["b"], module.inner.vpc_map[join("", ["k", "0"])])
  service_name = "com.amazonaws.eu-west-1.s3"
}

resource "aws_vpc_endpoint" "app" {
  for_each = { for i, x in values({ for i, x in values({ for k, v in local.objects : k => merge(v, { n = 1 }) }) : "k${i}" => x }) : "k${i}" => x }
  vpc_id = (endswith(each.key, "0") ? tomap({ for k, x in { "x.y" = module.inner.vpc_thing.id, "a" = module.inner.vpc_thing.id } : k => x }) : tomap((!false ? tomap({ "1" = module.inner.vpc_thing["id"], "a" = module.inner.vpc_thing.id }) : tomap({ "a" = module.inner.vpc_thing.id }))))[try(tonumber("no"), "a")]
  service_name = "com.amazonaws.eu-west-1.${base64decode(base64encode("ecr.api"))}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = merge({ for k, x in { for i, x in [module.inner] : "k${i}" => x } : k => x if k != format("%s", "k0") }, { for i, x in [module.inner] : "k${i}" => x })[substr("xyk0", 2, -1)].subnet_list
  security_group_ids = slice([for i1, x1 in [local.group_thingmap[(!false ? "a" : "z")], [for x in aws_security_group.other : x][1]] : x1 if x1.name == join("", ["f", "irst"])][*].id, 1, length([for i1, x1 in [local.group_thingmap[(!false ? "a" : "z")], [for x in aws_security_group.other : x][1]] : x1 if x1.name == join("", ["f", "irst"])][*].id))
}

resource "aws_ecs_service" "extra" {
  for_each = toset(var.names)
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  dynamic "network_configuration" {
    for_each = (module.inner.subnet_thing.tags["tier"] == "data") ? [{ subnets = setintersection(setsubtract(setunion(flatten([module.inner.subnet_list]), [module.inner.subnet_thing][length("")][*].id), ["z"]), reverse(module.inner.subnet_list)), groups = (var.flag_1) ? tolist(toset([for x1 in values(module.inner.group_map) : x1 if length(distinct([for x in module.inner.subnet_list : "${x}"])) > 0])) : null }] : []
    iterator = network
    content {
      subnets = network.value.subnets
      security_groups = network.value.groups
    }
  }
}
