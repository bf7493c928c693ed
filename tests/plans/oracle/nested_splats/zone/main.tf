variable "vpc_id" {}
variable "zone" {}
variable "number" {}

resource "aws_subnet" "this" {
  count             = 2
  vpc_id            = var.vpc_id
  availability_zone = var.zone
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, 2 * var.number + count.index)
}

resource "aws_route_table" "this" {
  vpc_id = var.vpc_id
}

resource "aws_route_table_association" "this" {
  count          = length(aws_subnet.this)
  subnet_id      = aws_subnet.this.*.id[count.index]
  route_table_id = aws_route_table.this.*.id[0]
}

output "subnets" { value = aws_subnet.this }
output "table" { value = aws_route_table.this }
