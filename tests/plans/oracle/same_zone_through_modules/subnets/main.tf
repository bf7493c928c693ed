variable "vpc" {}
variable "zones" { type = list(string) }

resource "aws_subnet" "this" {
  count             = length(var.zones)
  vpc_id            = var.vpc.id
  cidr_block        = cidrsubnet(var.vpc.cidr_block, 8, count.index)
  availability_zone = var.zones[count.index]
}

output "ids" { value = [for s in aws_subnet.this : s.id] }
output "vpc_id" { value = element(distinct(aws_subnet.this[*].vpc_id), 0) }
