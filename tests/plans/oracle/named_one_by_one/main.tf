# Lists of ids that are written one by one, and functions that take a part of them or put an order on them.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_vpc" "a" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.a.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.a.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "c" {
  vpc_id            = aws_vpc.a.id
  cidr_block        = "10.0.3.0/24"
  availability_zone = "eu-west-1c"
}

resource "aws_security_group" "a" {
  vpc_id = aws_vpc.a.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.a.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = slice([aws_subnet.a.id, aws_subnet.b.id], 0, 1)
  security_group_ids  = [aws_security_group.a.id]
}

resource "aws_vpc_endpoint" "dkr" {
  vpc_id              = aws_vpc.a.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [[aws_subnet.a.id, aws_subnet.b.id, aws_subnet.c.id][1], element([aws_subnet.a.id, aws_subnet.c.id], 3)]
  security_group_ids  = reverse([aws_security_group.a.id, aws_security_group.a.id])
}

# a and b, though neither is alone in its list.
resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.a.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = setunion([aws_subnet.a.id], slice([aws_subnet.c.id, aws_subnet.b.id, aws_subnet.c.id], 1, 2))
  security_group_ids  = [aws_security_group.a.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.a.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [{ a = aws_route_table.a.id, b = aws_route_table.b.id }["b"]]
}

resource "aws_route_table" "a" {
  vpc_id = aws_vpc.a.id
}

resource "aws_route_table" "b" {
  vpc_id = aws_vpc.a.id
}

resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = element([aws_route_table.b.id, aws_route_table.a.id], 0)
}

resource "aws_ecs_service" "a" {
  name            = "a"
  cluster         = "a"
  task_definition = "a"
  launch_type     = "FARGATE"

  network_configuration {
    subnets = distinct([for id in [aws_subnet.a.id, aws_subnet.a.id] : id])
  }
}
