# Indexes and keys computed by numeric and string functions: range with a step, ceil, min, parseint, sum, inverted maps.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "size" {
  default = "7"
}

locals {
  count  = min(4, ceil(var.size / 2))
  steps  = range(0, local.count, 2)
  last   = max(0, -1, local.count - 1)
  letter = { for i, l in split("", strrev("dcba")) : l => i }
  number = { for l, i in local.letter : i => l }
  words  = [for w in regexall("[a-z]+", "tls, and then other!") : trimspace(lower(w)) if length(w) > 3 || w == "tls"]
  total  = sum([for i in local.steps : i + 1])
}

resource "aws_vpc" "main" {
  cidr_block           = format("10.%d.0.0/%02d", parseint("1f", 16), pow(4, 2))
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  count             = local.count
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, signum(count.index) * count.index * 3)
  availability_zone = "eu-west-1${local.number[floor(count.index / 2)]}"
}

resource "aws_security_group" "named" {
  for_each = toset(local.words)
  name     = each.key
  vpc_id   = aws_vpc.main.id
  ingress {
    from_port   = sum([400, 40, 3])
    to_port     = abs(-443)
    protocol    = trimprefix(replace("x-tcp", "-", ""), "x")
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}

resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.main.id
  service_name        = join(".", reverse(split(".", "api.ecr.eu-west-1.amazonaws.com")))
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = anytrue([for w in local.words : w == "tls"])
  subnet_ids          = [for i in local.steps : aws_subnet.main[i].id]
  security_group_ids  = [aws_security_group.named[local.words[0]].id]
}

resource "aws_vpc_endpoint" "dkr" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.${substr("xdkrx", 1, 3)}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = alltrue([])
  # 3 and 4 % 4
  subnet_ids         = [aws_subnet.main[local.last].id, aws_subnet.main[local.total % local.count].id]
  security_group_ids = [for name, group in aws_security_group.named : group.id if length(name) == 3]
}

# 2 and 3, of one zone.
resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = toset([for s in slice(aws_subnet.main, local.letter["c"], length(aws_subnet.main)) : s.id])
  security_group_ids  = [aws_security_group.named[element(local.words, length(local.words))].id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}
