# Association resources of all three kinds, for_each over maps that locals compute, in the root and in a module.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  services = toset(["ecr.api", "ecr.dkr", "logs"])
  zones    = { a = 1, b = 2 }

  # service/zone => [endpoint, subnet]; logs is in zone a alone.
  placements = {
    for pair in setproduct(local.services, keys(local.zones)) :
    join("/", pair) => { endpoint = aws_vpc_endpoint.this[pair[0]].id, subnet = aws_subnet.this[pair[1]].id }
    if !(pair[0] == "logs" && pair[1] == "b")
  }
}

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each          = local.zones
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, each.value)
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_route_table" "this" {
  count  = 2
  vpc_id = aws_vpc.this.id
}

resource "aws_route_table_association" "this" {
  for_each       = { for i, key in sort(keys(aws_subnet.this)) : key => i }
  subnet_id      = aws_subnet.this[each.key].id
  route_table_id = aws_route_table.this[each.value].id
}

resource "aws_security_group" "this" {
  for_each = { tls = 443, http = 80 }
  vpc_id   = aws_vpc.this.id

  ingress {
    protocol    = "tcp"
    from_port   = each.value
    to_port     = each.value
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each            = local.services
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.this["tls"].id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.this.id
  service_name = "com.amazonaws.eu-west-1.s3"
}

resource "aws_vpc_endpoint_subnet_association" "this" {
  for_each        = local.placements
  vpc_endpoint_id = each.value.endpoint
  subnet_id       = each.value.subnet
}

module "attach" {
  source = "./attach"
  groups = {
    for name in ["logs"] : name => {
      endpoint = aws_vpc_endpoint.this[name].id
      group    = aws_security_group.this["http"].id
    }
  }
  tables = { for i, table in aws_route_table.this : "s3-${i}" => [aws_vpc_endpoint.s3.id, table.id] }
}
