variable "vpc_id" {
  type = string
  nullable = false
}

variable "known_names" {
  type = any
}

variable "known_bool" {
  type = any
  nullable = false
}

resource "aws_vpc" "extra" {
  tags = { tier = { v = "data" }["v"] }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_route_table" "extra" {
  vpc_id = one([element([aws_vpc.extra, aws_vpc.extra][*].id, ceil(2))])
  tags = { tier = format("%s", "data") }
}

resource "aws_security_group" "extra" {
  vpc_id = one([var.vpc_id])
  name = sort(["second"])[0]
  tags = { tier = one(["app"]) }
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

resource "aws_subnet" "other" {
  for_each = toset(var.known_names)
  vpc_id = var.vpc_id
  availability_zone = contains(["a", "app"], each.key) ? "eu-west-1a" : "eu-west-1b"
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
  cidr_block = "10.0.1.0/24"
}

resource "aws_route_table" "extra_7" {
  vpc_id = lookup({ "data" = [var.vpc_id, var.vpc_id], "app" = [var.vpc_id], "a" = [var.vpc_id] }, "a", [aws_vpc.extra][*].id)[index([for n in toset([one(["app"])]) : n], "app")]
  tags = { tier = try(tonumber("no"), "data") }
}

output "vpc_thing" {
  value = [aws_vpc.extra][length(range(0))]
}

output "vpc_listmap" {
  value = { for k0, x in { "x.y" = aws_vpc.extra.id, "data" = aws_vpc.extra.id, "a" = aws_vpc.extra.id } : substr(k0, 0, 1) => x... }
}

output "subnet_thingmap" {
  value = { for k, x in aws_subnet.other : k => x if k != coalesce(null, "", "data") }
}

output "subnet_listmap" {
  value = { "a" = values(aws_subnet.other)[*].id }
}

output "group_thing" {
  value = aws_security_group.extra
}

output "group_list" {
  value = reverse([aws_security_group.extra.id, aws_security_group.extra.id])
}

output "table_thing" {
  value = { for i, x in [aws_route_table.extra_7] : "k${i}" => x }["k0"]
}

output "table_id" {
  value = one(slice([aws_route_table.extra][*].id, 0, 1))
}

output "endpoint_list" {
  value = flatten([for x in [[]] : x])
}
