# One stack of the synthetic plans: a VPC that pulls from ECR, and what commonly stands beside it.
# s0000 is the stack's name and 10.0. begins its addresses; both are replaced for each stack.

resource "aws_vpc" "s0000" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "s0000" }
}

resource "aws_subnet" "s0000_app" {
  count             = 2
  vpc_id            = aws_vpc.s0000.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
  availability_zone = "eu-west-1${element(["a", "b"], count.index)}"
  tags              = { Name = "s0000-app-${count.index}" }
}

resource "aws_subnet" "s0000_endpoint_a" {
  vpc_id            = aws_vpc.s0000.id
  cidr_block        = "10.0.10.0/24"
  availability_zone = "eu-west-1a"
  tags              = { Name = "s0000-endpoint-a" }
}

resource "aws_subnet" "s0000_endpoint_b" {
  vpc_id            = aws_vpc.s0000.id
  cidr_block        = "10.0.11.0/24"
  availability_zone = "eu-west-1b"
  tags              = { Name = "s0000-endpoint-b" }
}

resource "aws_subnet" "s0000_data" {
  for_each          = { a = "10.0.20.0/24", b = "10.0.21.0/24" }
  vpc_id            = aws_vpc.s0000.id
  cidr_block        = each.value
  availability_zone = "eu-west-1${each.key}"
  tags              = { Name = "s0000-data-${each.key}" }
}

resource "aws_route_table" "s0000_app" {
  vpc_id = aws_vpc.s0000.id
  tags   = { Name = "s0000-app" }
}

resource "aws_route_table" "s0000_data" {
  vpc_id = aws_vpc.s0000.id
  tags   = { Name = "s0000-data" }
}

resource "aws_route_table_association" "s0000_app" {
  count          = 2
  subnet_id      = aws_subnet.s0000_app[count.index].id
  route_table_id = aws_route_table.s0000_app.id
}

resource "aws_route_table_association" "s0000_data" {
  for_each       = aws_subnet.s0000_data
  subnet_id      = each.value.id
  route_table_id = aws_route_table.s0000_data.id
}

resource "aws_security_group" "s0000_tasks" {
  name        = "s0000-tasks"
  description = "Tasks of s0000"
  vpc_id      = aws_vpc.s0000.id
}

resource "aws_security_group" "s0000_endpoints" {
  name        = "s0000-endpoints"
  description = "Endpoints of s0000"
  vpc_id      = aws_vpc.s0000.id
}

resource "aws_vpc_security_group_egress_rule" "s0000_tasks" {
  security_group_id = aws_security_group.s0000_tasks.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "s0000_endpoints" {
  security_group_id = aws_security_group.s0000_endpoints.id
  cidr_ipv4         = "10.0.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_endpoint" "s0000_ecr_dkr" {
  vpc_id              = aws_vpc.s0000.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.s0000_endpoint_a.id, aws_subnet.s0000_endpoint_b.id]
  security_group_ids  = [aws_security_group.s0000_endpoints.id]
}

resource "aws_vpc_endpoint" "s0000_ecr_api" {
  vpc_id              = aws_vpc.s0000.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.s0000_endpoint_a.id, aws_subnet.s0000_endpoint_b.id]
  security_group_ids  = [aws_security_group.s0000_endpoints.id]
}

resource "aws_vpc_endpoint" "s0000_logs" {
  vpc_id              = aws_vpc.s0000.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.s0000_endpoint_a.id, aws_subnet.s0000_endpoint_b.id]
  security_group_ids  = [aws_security_group.s0000_endpoints.id]
}

resource "aws_vpc_endpoint" "s0000_s3" {
  vpc_id            = aws_vpc.s0000.id
  service_name      = "com.amazonaws.eu-west-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.s0000_app.id, aws_route_table.s0000_data.id]
}
