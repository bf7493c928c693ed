# Ids through strings and back: join and split, jsonencode and jsondecode, format, a template with a for, base64 of names.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  count             = 3
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = element(["eu-west-1a", "eu-west-1b", "eu-west-1c"], count.index)
}

resource "aws_security_group" "tls" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = split(" ", "10.0.0.0/24 10.0.1.0/24 10.0.2.0/24")
  }
}

locals {
  joined   = join(",", aws_subnet.main[*].id)
  wanted   = jsondecode("{\"ecr.api\": [0, 1], \"ecr.dkr\": [1, 2], \"logs\": [2]}")
  renamed  = jsondecode(jsonencode({ group = "tls", vpc = "main" }))
  by_name  = { tls = aws_security_group.tls.id, main = aws_vpc.main.id }
  services = split("\n", chomp(<<-EOT
    ecr.api
    ecr.dkr
    logs
  EOT
  ))
}

resource "aws_vpc_endpoint" "this" {
  for_each            = toset(local.services)
  vpc_id              = local.by_name[local.renamed.vpc]
  service_name        = format("com.amazonaws.%s.%s", "eu-west-1", each.key)
  vpc_endpoint_type   = title("interface")
  private_dns_enabled = true
  subnet_ids          = [for number in local.wanted[each.key] : "${aws_subnet.main[number].id}"]
  security_group_ids  = [local.by_name[base64decode(base64encode(local.renamed["group"]))]]
}

resource "aws_vpc_endpoint" "sts" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.sts"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = split(",", local.joined)
  security_group_ids  = split(";", "${aws_security_group.tls.id};${aws_security_group.tls.id}")
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = trimspace("${aws_vpc.main.id}")
  service_name    = replace("com.amazonaws.REGION.s3", "/R.*N/", "eu-west-1")
  route_table_ids = [for kind in jsondecode(jsonencode(["default"])) : aws_vpc.main["${kind}_route_table_id"]]
}
