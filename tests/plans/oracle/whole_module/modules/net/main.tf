resource "aws_vpc" "v" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "s" {
  for_each          = { ep = "eu-west-1a", app = "eu-west-1b", extra = "eu-west-1a" }
  vpc_id            = aws_vpc.v.id
  cidr_block        = cidrsubnet(aws_vpc.v.cidr_block, 8, index(["app", "ep", "extra"], each.key))
  availability_zone = each.value
}

resource "aws_route_table" "t" {
  vpc_id = aws_vpc.v.id
}

resource "aws_route_table_association" "app" {
  for_each       = aws_subnet.s
  subnet_id      = each.value.id
  route_table_id = aws_route_table.t.id
}

output "this" {
  value = {
    vpc     = aws_vpc.v
    subnets = aws_subnet.s
    table   = aws_route_table.t
  }
}
