resource "aws_vpc_endpoint" "interface" {
  for_each          = toset(["ecr.api", "ecr.dkr", "logs"])
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type = "Interface"
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.this.id
  service_name = "com.amazonaws.eu-west-1.s3"
}

resource "aws_vpc_endpoint_route_table_association" "s3" {
  vpc_endpoint_id = aws_vpc_endpoint.s3.id
  route_table_id  = aws_route_table.app.id
}

resource "aws_vpc_endpoint_subnet_association" "ecr_api_a" {
  vpc_endpoint_id = aws_vpc_endpoint.interface["ecr.api"].id
  subnet_id       = aws_subnet.a.id
}

resource "aws_vpc_endpoint_subnet_association" "ecr_api_b" {
  vpc_endpoint_id = aws_vpc_endpoint.interface["ecr.api"].id
  subnet_id       = aws_subnet.b.id
}

resource "aws_vpc_endpoint_security_group_association" "ecr_api" {
  vpc_endpoint_id             = aws_vpc_endpoint.interface["ecr.api"].id
  security_group_id           = aws_security_group.endpoints.id
  replace_default_association = true
}

resource "aws_vpc_endpoint_private_dns" "ecr_api" {
  vpc_endpoint_id     = aws_vpc_endpoint.interface["ecr.api"].id
  private_dns_enabled = true
}

resource "aws_vpc_endpoint_subnet_association" "ecr_dkr_a" {
  vpc_endpoint_id = aws_vpc_endpoint.interface["ecr.dkr"].id
  subnet_id       = aws_subnet.a.id
}

resource "aws_vpc_endpoint_subnet_association" "ecr_dkr_a2" {
  vpc_endpoint_id = aws_vpc_endpoint.interface["ecr.dkr"].id
  subnet_id       = aws_subnet.a2.id
}

resource "aws_vpc_endpoint_subnet_association" "ecr_dkr_b" {
  vpc_endpoint_id = aws_vpc_endpoint.interface["ecr.dkr"].id
  subnet_id       = aws_subnet.b.id
}

resource "aws_vpc_endpoint_security_group_association" "ecr_dkr" {
  vpc_endpoint_id             = aws_vpc_endpoint.interface["ecr.dkr"].id
  security_group_id           = aws_security_group.endpoints.id
  replace_default_association = true
}

resource "aws_vpc_endpoint_private_dns" "ecr_dkr" {
  vpc_endpoint_id     = aws_vpc_endpoint.interface["ecr.dkr"].id
  private_dns_enabled = true
}

resource "aws_vpc_endpoint_subnet_association" "logs_a" {
  vpc_endpoint_id = aws_vpc_endpoint.interface["logs"].id
  subnet_id       = aws_subnet.a.id
}

resource "aws_vpc_endpoint_security_group_association" "logs" {
  vpc_endpoint_id             = aws_vpc_endpoint.interface["logs"].id
  security_group_id           = aws_security_group.endpoints.id
  replace_default_association = true
}

resource "aws_vpc_endpoint_private_dns" "logs" {
  vpc_endpoint_id     = aws_vpc_endpoint.interface["logs"].id
  private_dns_enabled = true
}

resource "aws_security_group" "endpoints" {
  name   = "endpoints"
  vpc_id = aws_vpc.this.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_security_group" "administration" {
  name   = "administration"
  vpc_id = aws_vpc.this.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_vpc_endpoint_security_group_association" "administration" {
  vpc_endpoint_id   = aws_vpc_endpoint.interface["ecr.api"].id
  security_group_id = aws_security_group.administration.id
}
