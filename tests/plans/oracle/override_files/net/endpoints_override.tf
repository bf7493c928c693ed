resource "aws_vpc_endpoint" "this" {
  for_each = toset(["ecr.dkr", "logs"])
}

resource "aws_vpc_endpoint" "s3" {
  route_table_ids = [var.table]
}
