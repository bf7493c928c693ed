variable "vpc_id" {
  type = string
  nullable = false
}

variable "subnet_id" {
  type = string
}

variable "table_id" {
  type = string
}

variable "subnet_thing" {
  type = any
}

variable "known_names" {
  type = any
}

variable "subnet_thingmap" {
  type = map(object({ availability_zone = string, id = string, tags = object({ tier = string }), vpc_id = string, nothing = optional(string, "none") }))
}

variable "table_map" {
  type = any
  nullable = false
}

resource "aws_security_group" "other" {
  count = floor(1.5)
  vpc_id = flatten([[var.vpc_id, var.vpc_id]])[count.index]
  name = element(["first", "second"], count.index)
  tags = { tier = base64decode(base64encode("app")) }
  ingress {
    protocol = "tcp"
    from_port = 443
    to_port = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_route_table" "other" {
  count = length(range(3))
  vpc_id = coalesce(null, var.vpc_id, "z")
  tags = { tier = element(["app", "data"], count.index) }
}

output "vpc_listmap" {
  value = { for n0 in var.known_names : n0 => [var.vpc_id] }
}

output "subnet_thing" {
  value = var.subnet_thing
}

output "subnet_thingmap" {
  value = merge(var.subnet_thingmap, var.subnet_thingmap)
}

output "subnet_id" {
  value = { for k, x in var.subnet_thingmap : k => x.id }[element(["a-b", "z"], 2)]
}

output "group_things" {
  value = [aws_security_group.other[0]]
}

output "group_id" {
  value = "sg-ac2935f0ff5eb730d"
}

output "table_things" {
  value = aws_route_table.other
}

output "table_list" {
  value = [for k0, x0 in var.subnet_thingmap : var.table_id]
}
