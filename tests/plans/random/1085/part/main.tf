variable "vpc_id" {
  type = any
}

variable "group_bunch" {
  type = any
}

variable "group_bunch_2" {
  type = any
}

variable "known_names" {
  type = list(string)
}

variable "known_bool" {
  type = any
}

variable "group_map" {
  type = map(string)
}

resource "aws_subnet" "extra" {
  for_each = toset(tolist(toset([base64decode(base64encode("data"))])))
  vpc_id = (var.known_bool ? [var.vpc_id][index(split(",", "b"), "b")] : try({ "app" = var.vpc_id }["nowhere"], [var.vpc_id, var.vpc_id, var.vpc_id][1]))
  availability_zone = contains(["a", "app"], each.value) ? "eu-west-1a" : "eu-west-1b"
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
  cidr_block = "10.0.1.0/24"
}

resource "aws_route_table" "other" {
  count = (true ? 2 : 7)
  vpc_id = { for p in [for k, x in { "app" = var.vpc_id, "x.y" = var.vpc_id, "a" = var.vpc_id } : { key = k, id = x }] : p.key => p.id }[strrev(strrev("app"))]
  tags = { tier = element(["app", "data"], count.index) }
}

output "vpc_id" {
  value = try([var.vpc_id][3], var.vpc_id)
}

output "subnet_thingmap" {
  value = { for i, x in [aws_subnet.extra[try(tonumber("no"), "data")], aws_subnet.extra["data"]] : "k${i}" => x }
}

output "subnet_listmap" {
  value = { for x0 in [aws_subnet.extra[join("", ["d", "ata"])]] : x0.tags.tier => x0.id... }
}

output "group_id" {
  value = join("", [var.group_map["p-p-b"]])
}

output "table_things" {
  value = [for i0, x0 in aws_route_table.other : x0 if var.known_bool]
}

output "table_listmap" {
  value = { for x0 in { for i, x in aws_route_table.other : "k${i}" => x } : x0.tags.tier => x0.id... }
}
