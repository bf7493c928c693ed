# What another stack made: a VPC with three app subnets in two zones, their route table, and a logs endpoint.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "aws_vpc" "shared" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "shared" }
}

# One after the other, as are the associations: the mock AWS lists them in the order in which they are made.
resource "aws_subnet" "a1" {
  vpc_id            = aws_vpc.shared.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
  tags              = { Name = "a1" }
}

resource "aws_subnet" "a2" {
  vpc_id            = aws_vpc.shared.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1a"
  tags              = { Name = "a2" }
  depends_on        = [aws_subnet.a1]
}

resource "aws_subnet" "b1" {
  vpc_id            = aws_vpc.shared.id
  cidr_block        = "10.0.3.0/24"
  availability_zone = "eu-west-1b"
  tags              = { Name = "b1" }
  depends_on        = [aws_subnet.a2]
}

resource "aws_route_table" "app" {
  vpc_id = aws_vpc.shared.id
  tags   = { Name = "app" }
}

resource "aws_route_table_association" "a1" {
  subnet_id      = aws_subnet.a1.id
  route_table_id = aws_route_table.app.id
}

resource "aws_route_table_association" "a2" {
  subnet_id      = aws_subnet.a2.id
  route_table_id = aws_route_table.app.id
  depends_on     = [aws_route_table_association.a1]
}

resource "aws_route_table_association" "b1" {
  subnet_id      = aws_subnet.b1.id
  route_table_id = aws_route_table.app.id
  depends_on     = [aws_route_table_association.a2]
}

resource "aws_security_group" "logs" {
  name   = "logs"
  vpc_id = aws_vpc.shared.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.shared.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a1.id, aws_subnet.b1.id]
  security_group_ids  = [aws_security_group.logs.id]
}
