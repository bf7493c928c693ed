# Conditions that hang on precedence, on equality of types and objects, on null, and chains of conditionals.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "mode" {
  type    = object({ name = string, level = number, extra = optional(map(string)) })
  default = { name = "two", level = 2 }
}

locals {
  a = true || false && false
  b = !local.a || 1 + 2 * 3 == 7 && -1 < 0
  c = var.mode.level > 2 ? "many" : var.mode.level == 2 ? "two" : "one"
  d = 1 == "1" || var.mode.extra != null
  e = { x = 1, y = [2] } == { y = [2], x = 1 } && [1] != ["1"]
  f = (10 - 4) / 3 % 2 == 0 && !(local.d)

  by_count = {
    one  = [aws_subnet.main[0].id]
    two  = [aws_subnet.main[0].id, aws_subnet.main[1].id]
    many = aws_subnet.main[*].id
  }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = local.a
}

resource "aws_subnet" "main" {
  count             = local.b ? 3 : 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
  availability_zone = count.index >= 2 ? "eu-west-1a" : count.index != 0 ? "eu-west-1b" : "eu-west-1a"
}

resource "aws_security_group" "main" {
  for_each = toset(["right", "wrong"])
  name     = each.key
  vpc_id   = aws_vpc.main.id
  ingress {
    from_port   = each.key == "right" ? 443 : 0
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "main" {
  for_each            = { "ecr.api" = local.d, "ecr.dkr" = !local.e, "logs" = local.f == true }
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = local.a && local.b
  subnet_ids          = each.value ? local.by_count["many"] : local.by_count[local.c]
  security_group_ids  = [aws_security_group.main[var.mode.extra == null && !each.value ? "right" : var.mode == null ? "none" : "right"].id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = local.f ? [aws_vpc.main.main_route_table_id] : null != var.mode.extra ? [] : aws_vpc.main[*].default_route_table_id
}
