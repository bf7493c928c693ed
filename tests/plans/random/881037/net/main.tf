variable "vpc_id" {
  type = any
}

variable "group_list" {
  type = list(string)
}

variable "known_names" {
  type = any
}

variable "group_thingmap" {
  type = any
}

resource "aws_subnet" "other" {
  for_each = merge((can(tonumber("x")) ? tomap({ "app" = var.group_list[min(0, 9)], "data" = var.group_list[tonumber("0")], "b" = var.group_list[length(range(0))] }) : tomap({ for k, x in var.group_thingmap : k => x.id })), {})
  vpc_id = var.vpc_id
  availability_zone = contains(["a", "app"], each.key) ? "eu-west-1a" : "eu-west-1b"
  tags = { tier = base64decode(base64encode("data")) }
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "app" {
  for_each = toset(concat(slice([substr("xya", 2, -1), one(["app"])], 0, 1), slice([substr("xya", 2, -1), one(["app"])], 1, 2)))
  vpc_id = [for p in setproduct(concat(slice([regex("^[^|]+", "data|q"), split("|", "q|b")[1]], 0, 1), slice([regex("^[^|]+", "data|q"), split("|", "q|b")[1]], 1, 2)), [var.vpc_id, var.vpc_id]) : p[1]][floor(1.5)]
  availability_zone = contains(["a", "app"], each.key) ? "eu-west-1a" : "eu-west-1b"
  tags = { tier = try(tonumber("no"), "app") }
  cidr_block = "10.0.1.0/24"
}

module "inner" {
  source = "./inner"
  for_each = toset(reverse(reverse([keys({ "app" = 1 })[0]])))
  vpc_id = merge({ "app" = [var.vpc_id, var.vpc_id, var.vpc_id][abs(-2)], "a" = [var.vpc_id, var.vpc_id][(true ? 0 : 7)] }, { for k, x in { "x.y" = var.vpc_id, "b" = var.vpc_id } : k => x if k != one(["a"]) })[strrev(strrev("x.y"))]
  subnet_thing = values(merge({ for i, x in [for x in aws_subnet.app : x] : "k${i}" => x }, aws_subnet.app))[(true ? 3 : 7)]
  known_names = var.known_names
  subnet_list = [for k1, x in zipmap(keys({ for k, x in { for i, x in [for x in aws_subnet.other : x] : "k${i}" => x } : k => x if k != "a" }), values({ for k, x in { for i, x in [for x in aws_subnet.other : x] : "k${i}" => x } : k => x if k != "a" })[*].id) : x if can(regex("^b", k1))]
  group_list = flatten([for k1, x1 in aws_subnet.other : [for n2 in [trimspace(" k0 ")] : { for k, x in var.group_thingmap : k => x.id }[n2]]])
}

output "vpc_map" {
  value = { "data" = module.inner["app"].vpc_list[max(0, 0)], "app" = var.vpc_id }
}

output "subnet_thing" {
  value = aws_subnet.other[trimspace(" k0 ")]
}

output "subnet_things" {
  value = [module.inner["app"].subnet_thing, (values(module.inner)[*].subnet_thing)[floor(0.5)]]
}

output "subnet_thingmap" {
  value = aws_subnet.other
}

output "subnet_id" {
  value = module.inner["app"].subnet_list[parseint("0", 10)]
}

output "group_thingmap" {
  value = var.group_thingmap
}

output "group_id" {
  value = { for k in keys(var.group_thingmap) : k => var.group_thingmap[k].id }[format("%s", "k0")]
}

output "table_thingmap" {
  value = merge({ for i, x in [for x in module.inner["app"].table_thingmap : x] : "k${i}" => x }, { for i, x in [for x in module.inner["app"].table_thingmap : x] : "k${i}" => x })
}

output "table_list" {
  value = [for k0, x in { for k, x in module.inner["app"].table_thingmap : k => x.id } : x if length(k0) > 1]
}

output "endpoint_listmap" {
  value = { "b" = [], "data" = [], "a" = [] }
}
