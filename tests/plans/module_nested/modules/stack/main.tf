variable "cidr" {
  type = string
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each = {
    "private.a"   = { zone = "eu-west-1a", number = 1 }
    "private[\"b" = { zone = "eu-west-1b", number = 2 }
  }
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(var.cidr, 8, each.value.number)
  availability_zone = each.value.zone
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.this["private.a"].id
  route_table_id = aws_route_table.private.id
}

resource "aws_route_table_association" "b" {
  subnet_id      = aws_subnet.this["private[\"b"].id
  route_table_id = aws_route_table.private.id
}

resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.this.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [var.cidr]
  }
}

module "access" {
  for_each          = toset(["x].y"])
  source            = "./access"
  vpc_id            = aws_vpc.this.id
  subnet_a          = aws_subnet.this["private.a"].id
  subnet_b          = aws_subnet.this["private[\"b"].id
  security_group_id = aws_security_group.endpoints.id
  route_table_id    = aws_route_table.private.id
}
