variable "vpc_id" {}
variable "zone" {}
variable "number" {}

resource "aws_subnet" "this" {
  vpc_id            = var.vpc_id
  availability_zone = var.zone
  cidr_block        = "172.16.${var.number}.0/24"
}

resource "aws_route_table" "this" {
  vpc_id = var.vpc_id
}

resource "aws_route_table_association" "this" {
  subnet_id      = aws_subnet.this.id
  route_table_id = aws_route_table.this.id
}

output "id" { value = aws_subnet.this.id }
output "ids" { value = aws_subnet.this[*].id }
output "table" { value = aws_route_table_association.this.route_table_id }
