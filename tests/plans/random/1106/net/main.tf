variable "vpc_id" {
  type = any
  nullable = false
}

variable "known_names" {
  type = list(string)
}

variable "known_bool" {
  type = any
}

resource "aws_vpc" "other" {
  for_each = toset(sort(setunion([strrev(strrev("x.y"))], [])))
  tags = { tier = contains(["a", "app"], each.value) ? "app" : "data" }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

output "vpc_thingmap" {
  value = aws_vpc.other
}

output "vpc_map" {
  value = { for k in keys(aws_vpc.other) : k => aws_vpc.other[k].id }
}

output "group_listmap" {
  value = { "app" = [] }
}
