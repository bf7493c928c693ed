# for with if: on tags, on a key's prefix by startswith, regexall and substr, and on membership by contains.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "names" {
  type    = set(string)
  default = ["app-a", "app-b", "endpoint-a", "endpoint-b", "db-a"]
}

variable "without" {
  type    = list(string)
  default = ["endpoint-b"]
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  for_each          = var.names
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, index(tolist(var.names), each.value))
  availability_zone = "eu-west-1${substr(each.value, -1, 1)}"
  tags = {
    Name = each.value
    tier = regex("^[a-z]+", each.value)
    pull = startswith(each.key, "app") ? "yes" : "no"
  }
}

resource "aws_route_table" "main" {
  for_each = toset([for s in aws_subnet.main : s.tags.tier])
  vpc_id   = aws_vpc.main.id
}

resource "aws_route_table_association" "main" {
  for_each       = { for name, s in aws_subnet.main : name => s if s.tags["tier"] != "endpoint" }
  subnet_id      = each.value.id
  route_table_id = aws_route_table.main[each.value.tags.tier].id
}

resource "aws_security_group" "tls" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [for s in aws_subnet.main : s.cidr_block if s.tags.pull == "yes"]
  }
}

resource "aws_vpc_endpoint" "interface" {
  for_each = {
    "ecr.api" = [for name, s in aws_subnet.main : s.id if startswith(name, "endpoint-")]
    "ecr.dkr" = [for name, s in aws_subnet.main : s.id if length(regexall("^endpoint", name)) > 0 && !contains(var.without, name)]
    "logs"    = [for s in aws_subnet.main : s.id if s.tags.pull == "yes" || can(regex("db", s.tags.Name))]
  }
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = each.value
  security_group_ids  = [aws_security_group.tls.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for tier, table in aws_route_table.main : table.id if contains(["app"], tier)]
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets = [for s in aws_subnet.main : s.id if lookup(s.tags, "pull", "no") == "yes"]
  }
}
