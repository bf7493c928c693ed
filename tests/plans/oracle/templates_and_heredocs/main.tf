# Templates as keys and conditions: heredocs, %{ if }, %{ for }, trimming ~, nested quotes, and escapes that are not templates.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "environment" {
  default = "prod"
}

locals {
  key    = "net-${var.environment == "prod" ? "live" : "test"}"
  zones  = split(",", "%{for i, z in ["a", "b"]}%{if i > 0},%{endif}eu-west-1${z}%{endfor}")
  marker = <<-EOT
    %{~if var.environment == "prod"~}
    strict
    %{~else~}
    loose
    %{~endif~}
  EOT
  literal = "$${not.a.template} %%{nor this}"

  nets = {
    "net-live"                                  = { vpc = aws_vpc.live.id, group = "strict" }
    "net-test"                                  = { vpc = aws_vpc.test.id, group = "loose" }
    "${local.key}-${md5(local.literal)}-any" = { vpc = null, group = null }
  }
  net = local.nets["${local.key}"]

  groups = {
    strict = aws_security_group.strict
    loose  = aws_security_group.loose
  }
}

resource "aws_vpc" "live" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "test" {
  cidr_block = "10.99.0.0/16"
}

resource "aws_subnet" "live" {
  for_each          = toset(local.zones)
  vpc_id            = local.nets["net-live"].vpc
  availability_zone = each.key
  cidr_block        = "10.0.${index(local.zones, each.key) + 1}.0/24"
}

resource "aws_route_table" "live" {
  vpc_id = local.net.vpc
}

resource "aws_route_table_association" "live" {
  for_each       = aws_subnet.live
  subnet_id      = aws_subnet.live["${each.key}"].id
  route_table_id = aws_route_table.live.id
}

resource "aws_security_group" "strict" {
  vpc_id = local.net.vpc
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_security_group" "loose" {
  vpc_id = local.net.vpc
  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each = toset(compact(split("\n", <<EOT
ecr.api
%{if var.environment != "dev"~}
ecr.dkr
%{endif~}
%{for s in ["logs", "sts"]~}
${s}
%{endfor~}
EOT
  )))
  vpc_id              = local.net.vpc
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = values(aws_subnet.live)[*]["id"]
  security_group_ids  = ["${local.groups["${trimspace(local.marker)}"].id}"]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = local.net.vpc
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for table in aws_route_table.live[*] : "${table.id}"]
}
