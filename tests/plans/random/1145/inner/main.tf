variable "vpc_id" {
  type = any
}

variable "vpc_thing" {
  type = object({ id = string, tags = any, nothing = optional(string, "none") })
}

variable "table_thing" {
  type = any
}

variable "known_names" {
  type = list(string)
}

variable "subnet_map" {
  type = any
}

variable "table_list" {
  type = list(string)
  default = []
}

resource "aws_route_table" "extra" {
  vpc_id = { for k, x in { "1" = var.vpc_thing.id, "data" = var.vpc_id, "a" = var.vpc_id } : "p-${k}" => x }[substr("xyp-data", 2, -1)]
  tags = { tier = "app" }
}

resource "aws_subnet" "private" {
  for_each = toset([for n in toset([keys({ "a" = 1 })[0], coalesce(null, "", "data"), (!false ? "x.y" : "z")]) : n])
  vpc_id = "vpc-4724b3faaa20e662f"
  availability_zone = contains(["a", "app"], each.value) ? "eu-west-1a" : "eu-west-1b"
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "extra" {
  for_each = toset(concat(slice([base64decode(base64encode("data"))], 0, 1), slice([base64decode(base64encode("data"))], 1, 1)))
  vpc_id = coalesce(null, [var.vpc_thing["id"], var.vpc_id, var.vpc_id][((2 + 10) % 10)], "z")
  name = contains(["a", "app"], each.value) ? "first" : "second"
  tags = { tier = strrev(strrev("data")) }
  ingress {
    protocol = "tcp"
    from_port = 443
    to_port = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

locals {
  table_list = slice([flatten([for k0, x0 in { for k in keys(aws_security_group.extra) : k => aws_security_group.extra[k].id } : [var.table_thing][*].id])[index(split(",", "a"), "a")], slice(concat(["z"], [aws_route_table.extra.id]), 1, length([aws_route_table.extra.id]) + 1)[index([for n in toset([coalesce(null, "", "data")]) : n], "data")]], floor(0.5), length("xx"))
}

resource "aws_route_table_association" "this" {
  subnet_id = { for i, x in [for x in aws_subnet.private : x] : "k${i}" => x }[coalesce(null, "", "k2")].id
  route_table_id = [for x in values({ for x1 in { for i, x in [aws_route_table.extra, aws_route_table.extra] : "k${i}" => x } : x1.tags["tier"] => x1.id... }) : element(x, 0)][ceil(0)]
}

resource "aws_route_table_association" "private" {
  for_each = merge({ for i, x in [var.table_thing] : "k${i}" => x }, { for k, x in { for i, x in [var.table_thing] : "k${i}" => x } : k => x if k != strrev(strrev("a")) })
  subnet_id = aws_subnet.private[regex("^[^|]+", "data|q")].id
  route_table_id = (coalesce(lookup({ for k, x in (contains(var.known_names, each.key) ? tomap({ "app" = local.table_list[length([0])] }) : tomap({ "1" = var.table_thing["id"] })) : k => x if k != lookup({ v = "a" }, "v", "z") }, "nowhere", null), coalesce(lookup(merge([{ "a" = var.table_thing.id }, { "1" = aws_route_table.extra.id, "x.y" = local.table_list[sum([0, 0])], "a" = each.value.id }]...), "nowhere", null), ([aws_route_table.extra][*].id)[index(compact(["a", "", null]), "a")])))
}

output "vpc_thing" {
  value = var.vpc_thing
}

output "vpc_id" {
  value = var.vpc_thing["id"]
}

output "subnet_thingmap" {
  value = { for k, x in aws_subnet.private : k => x if k != join("", ["x", ".y"]) }
}

output "subnet_listmap" {
  value = { "b" = [for x in aws_subnet.private : x][*].id }
}

output "group_thingmap" {
  value = { for i, x in [aws_security_group.extra["data"]] : "k${i}" => x }
}

output "group_listmap" {
  value = { for n0 in tolist([trimprefix("x-data", "x-")]) : n0 => values(aws_security_group.extra)[*].id }
}

output "table_thing" {
  value = { for i, x in [aws_route_table.extra, aws_route_table.extra] : "k${i}" => x }[keys({ "k0" = 1 })[0]]
}

output "table_list" {
  value = compact(concat([aws_route_table.extra].*.id, ["", null]))
}

output "endpoint_listmap" {
  value = { "data" = [] }
}
