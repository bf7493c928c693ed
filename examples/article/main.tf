# ECR over PrivateLink, with the endpoints in subnets of their own: one for each zone.

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true # Unset, this is false, and AWS refuses private DNS.
}

resource "aws_subnet" "main" {
  for_each = {
    app_a1     = { zone = "eu-west-1a", cidr = "10.0.0.0/24" }
    app_a2     = { zone = "eu-west-1a", cidr = "10.0.1.0/24" }
    app_c1     = { zone = "eu-west-1c", cidr = "10.0.2.0/24" }
    app_c2     = { zone = "eu-west-1c", cidr = "10.0.3.0/24" }
    endpoint_a = { zone = "eu-west-1a", cidr = "10.0.4.0/24" }
    endpoint_c = { zone = "eu-west-1c", cidr = "10.0.5.0/24" }
  }

  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value.cidr
  availability_zone = each.value.zone

  tags = { Name = each.key }
}

# The app subnets reach nothing but the VPC and, through the gateway endpoint, S3.
resource "aws_route_table" "app" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "app" {
  for_each = toset(["app_a1", "app_a2", "app_c1", "app_c2"])

  subnet_id      = aws_subnet.main[each.key].id
  route_table_id = aws_route_table.app.id
}

resource "aws_vpc_endpoint" "interface" {
  for_each = toset(["ecr.api", "ecr.dkr", "logs", "ssm"])

  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main["endpoint_a"].id, aws_subnet.main["endpoint_c"].id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.app.id]
}

resource "aws_security_group" "endpoints" {
  name        = "endpoints"
  description = "Interface endpoints"
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  security_group_id = aws_security_group.endpoints.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = aws_vpc.main.cidr_block
}
