variable "vpc_id" {
  type = string
}

variable "known_names" {
  type = any
  nullable = false
}

variable "known_bool" {
  type = any
  nullable = false
}

resource "aws_vpc" "this" {
  tags = { tier = jsondecode(jsonencode({ v = ["data"] })).v[0] }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

output "vpc_thing" {
  value = aws_vpc.this
}

output "vpc_id" {
  value = aws_vpc.this.id
}

output "subnet_map" {
  value = zipmap(sort(setunion([], [])), [])
}

output "group_listmap" {
  value = { "b" = [] }
}
