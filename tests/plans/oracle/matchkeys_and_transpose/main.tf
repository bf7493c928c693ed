# Names picked by matchkeys, transpose, setsubtract and setintersection, then turned to ids by lookup and index.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "subnets" {
  type    = list(string)
  default = ["app-a", "app-b", "ep-a", "ep-b"]
}

variable "kinds" {
  default = ["app", "app", "ep", "ep"]
}

locals {
  roles = transpose({
    "app-a" = ["tasks"]
    "app-b" = ["tasks", "spare"]
    "ep-a"  = ["ecr", "logs"]
    "ep-b"  = ["ecr"]
  })
  for_ecr  = local.roles["ecr"]
  for_logs = lookup(local.roles, "logs", [])
  for_ssm  = lookup(local.roles, "ssm", local.roles.spare)
}

resource "aws_vpc" "main" {
  cidr_block           = "10.11.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  count             = length(var.subnets)
  vpc_id            = aws_vpc.main.id
  availability_zone = "eu-west-1${element(split("-", var.subnets[count.index]), 1)}"
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

resource "aws_route_table" "app" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "app" {
  count          = length(matchkeys(var.subnets, var.kinds, ["app"]))
  subnet_id      = matchkeys(aws_subnet.main[*].id, var.kinds, ["app"])[count.index]
  route_table_id = aws_route_table.app.id
}

resource "aws_security_group" "tls" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
    cidr_blocks = [
      for name in setsubtract(var.subnets, setintersection(var.subnets, ["ep-a", "ep-b", "other"])) :
      aws_subnet.main[index(var.subnets, name)].cidr_block
    ]
  }
}

resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for name in local.for_ecr : aws_subnet.main[index(var.subnets, name)].id]
  security_group_ids  = [aws_security_group.tls.id]
}

resource "aws_vpc_endpoint" "dkr" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = matchkeys(aws_subnet.main[*].id, var.kinds, ["ep", "none"])
  security_group_ids  = [aws_security_group.tls.id]
}

resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for n in local.for_logs : zipmap(var.subnets, aws_subnet.main[*].id)[n]]
  security_group_ids  = [aws_security_group.tls.id]
}

resource "aws_vpc_endpoint" "ssm" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ssm"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for n in local.for_ssm : zipmap(var.subnets, aws_subnet.main[*].id)[n]]
  security_group_ids  = [aws_security_group.tls.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = distinct(aws_route_table_association.app[*].route_table_id)
}
