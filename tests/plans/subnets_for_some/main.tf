# Conditions that leave some endpoints without subnets: a plan alone shows the same references for all.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "app" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
  availability_zone = ["eu-west-1a", "eu-west-1b"][count.index]
}

resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.this.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "by_key" {
  for_each            = toset(["ecr.api", "logs"])
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = each.key == "ecr.api" ? null : aws_subnet.app[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
}

# As many as there are subnets, so that the number looks like an index.
resource "aws_vpc_endpoint" "by_number" {
  count               = 2
  vpc_id              = aws_vpc.this.id
  service_name        = ["com.amazonaws.eu-west-1.ecr.dkr", "com.amazonaws.eu-west-1.sts"][count.index]
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = count.index == 0 ? [] : aws_subnet.app[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.this.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_vpc.this.main_route_table_id]
}
