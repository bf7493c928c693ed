variable "vpc_id" {
  type = string
}

variable "known_names" {
  type = list(string)
}

variable "known_bool" {
  type = any
  nullable = false
}

resource "aws_vpc" "this" {
  tags = { tier = substr("xyapp", 2, -1) }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  vpc_id = [for k1, x in { "app" = var.vpc_id } : x if substr(k1, 0, 1) == "a"][index(formatlist("%s", [lookup({ v = "data" }, "v", "z")]), "data")]
  availability_zone = trimprefix("x-eu-west-1a", "x-")
  tags = { tier = substr("xydata", 2, -1) }
  cidr_block = "10.0.1.0/24"
}

output "vpc_thing" {
  value = [aws_vpc.this, aws_vpc.this][length("x")]
}

output "vpc_map" {
  value = { for i, x in [aws_vpc.this, aws_vpc.this][*].id : "k${i}" => x }
}

output "subnet_thing" {
  value = aws_subnet.this
}

output "subnet_list" {
  value = [for k0, x0 in { "x.y" = aws_subnet.this.id } : aws_subnet.this.id if var.known_bool]
}

output "group_map" {
  value = merge({ "app" = "sg-0123456789abcdef0", "b" = "sg-0123456789abcdef0", "1" = "sg-0123456789abcdef0" }, {})
}
