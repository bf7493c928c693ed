# Other consumers than services: nodes, a Fargate profile and a scheduled task take subnets and groups from a module's locals.
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
  for_each          = { nodes-a = "eu-west-1a", nodes-b = "eu-west-1b", pods-a = "eu-west-1a", jobs-b = "eu-west-1b" }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, index(["nodes-a", "nodes-b", "pods-a", "jobs-b"], each.key))
  availability_zone = each.value
}

resource "aws_route_table" "main" {
  for_each = toset(distinct([for name in keys(aws_subnet.main) : split("-", name)[0]]))
  vpc_id   = aws_vpc.main.id
}

resource "aws_route_table_association" "main" {
  for_each       = aws_subnet.main
  subnet_id      = each.value.id
  route_table_id = aws_route_table.main[trimsuffix(trimsuffix(each.key, "-a"), "-b")].id
}

module "cluster" {
  source  = "./cluster"
  subnets = { for name, s in aws_subnet.main : split("-", name)[0] => s.id... }
  group   = aws_security_group.tls.id
}

resource "aws_security_group" "tls" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each            = toset(["ecr.api", "ecr.dkr", "logs"])
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = module.cluster.node_subnets
  security_group_ids  = [aws_security_group.tls.id]
}

# The jobs' table is forgotten.
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for name in setintersection(["nodes", "pods", "jobs-b"], keys(aws_route_table.main)) : aws_route_table.main[name].id]
}
