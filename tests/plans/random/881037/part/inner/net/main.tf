variable "vpc_id" {
  type = any
}

variable "group_bunch" {
  type = list(string)
  nullable = false
}

variable "subnet_thingmap" {
  type = any
}

variable "subnet_id" {
  type = any
  default = null
}

variable "known_names" {
  type = any
}

variable "subnet_thingmap_5" {
  type = any
}

variable "group_list" {
  type = set(string)
}

variable "table_thingmap" {
  type = any
}

resource "aws_vpc_endpoint" "extra" {
  for_each = toset(var.known_names)
  vpc_id = var.vpc_id
  service_name = "com.amazonaws.eu-west-1.${try(tonumber("no"), "ecr.api")}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = try({ "a" = [for p in setproduct(var.known_names, [for k1, x1 in { "a" = var.subnet_id } : [var.subnet_id, x1][1] if k1 != try(tonumber("no"), "a")]) : p[1]], "data" = slice([for k1, x1 in { for i, x in values(var.subnet_thingmap_5) : "k${i}" => x } : var.subnet_id], tonumber("2"), 2), "app" = slice([var.subnet_thingmap[trimprefix("x-k0", "x-")]], 0, 1).*.id }["nowhere"], [for p in setproduct(var.known_names, [for k1, x in zipmap(sort(setunion([{ v = "q" }["v"], join("", ["x", ".y"])], [])), [var.subnet_id, var.subnet_id]) : x if k1 != lookup({ v = "x.y" }, "v", "z")]) : p[1]])
  security_group_ids = [for k, x in { for x in setunion([for k, x in { for x in setunion(["sg-0123456789abcdef0", "sg-0123456789abcdef0"]) : x => x... } : k], var.group_bunch) : x => x... } : x[0]]
}

output "vpc_list" {
  value = [for i0, n0 in tolist(toset([regex("^[^|]+", "1|q"), { v = "data" }["v"]])) : [var.vpc_id, var.vpc_id][length(range(1))] if n0 == { v = "data" }["v"]]
}

output "subnet_thingmap" {
  value = var.subnet_thingmap
}

output "subnet_listmap" {
  value = { for n0 in var.known_names : n0 => [for x in var.subnet_thingmap : x][*].id }
}

output "group_id" {
  value = { "data" = "sg-0123456789abcdef0" }[regex("^[^|]+", "data|q")]
}

output "table_thingmap" {
  value = merge({ for i, x in [for x in var.table_thingmap : x] : "k${i}" => x }, { for i, x in [for x in var.table_thingmap : x] : "k${i}" => x })
}

output "table_listmap" {
  value = { "data" = ["rtb-0123456789abcdef0", "rtb-0123456789abcdef0"], "app" = ["rtb-0123456789abcdef0", "rtb-0123456789abcdef0"], "a" = values(var.table_thingmap)[*].id }
}

output "endpoint_thingmap" {
  value = { for i, x in values(aws_vpc_endpoint.extra) : "k${i}" => x }
}

output "endpoint_list" {
  value = concat([[aws_vpc_endpoint.extra["b"].id, aws_vpc_endpoint.extra["b"].id], [aws_vpc_endpoint.extra["b"].id, aws_vpc_endpoint.extra["b"].id]]...)
}
