variable "number" {}
variable "zones" {}

resource "aws_vpc" "this" {
  cidr_block           = "10.${var.number}.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  count             = length(var.zones)
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
  availability_zone = "eu-west-1${var.zones[count.index]}"
}

resource "aws_security_group" "this" {
  vpc_id = aws_vpc.this.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.this.cidr_block]
  }
}

output "id" { value = aws_vpc.this.id }
output "subnets" { value = aws_subnet.this[*].id }
output "group" { value = aws_security_group.this.id }
output "table" { value = aws_vpc.this.main_route_table_id }
