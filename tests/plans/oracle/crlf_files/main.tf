# Files with CRLF line ends, tabs, no newline at the end, all three kinds of comment, and heredocs in them.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals { // the network
	cidr = "10.0.0.0/16" # of the VPC
	/* zones: one
	   a line */
	zones = <<EOT
eu-west-1a
eu-west-1b
EOT
	zone_list = [for z in split("\n", replace(local.zones, "\r", "")) : z if z != ""]
	ids = { for i, s in aws_subnet.main :
		"subnet-${i}" => s.id /* not
		the index */ if i < 2 }
}

resource aws_vpc main {
	cidr_block = local.cidr
	enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
	count = 3
	vpc_id = aws_vpc.main.id
	cidr_block = cidrsubnet(local.cidr, 8, count.index)
	availability_zone = element(local.zone_list, count.index)
}

resource "aws_security_group" "main" {
	vpc_id = aws_vpc.main.id
	ingress {
		from_port = 443
		to_port = 443
		protocol = "tcp"
		cidr_blocks = [local.cidr]
	}
}

module "endpoint" {
	source = "./endpoint"
	for_each = {
		api = "ecr.api", dkr = "ecr.dkr",
		logs = "logs"
	}
	service = each.value
	vpc_id = aws_vpc.main.id
	subnet_ids = [
		local.ids["subnet-0"],
		local.ids["subnet-1"], // trailing
	]
	group = aws_security_group.main
}

resource "aws_vpc_endpoint" "s3" {
	vpc_id = aws_vpc.main.id
	service_name = "com.amazonaws.eu-west-1.s3"
	route_table_ids = [
		aws_vpc.main.main_route_table_id
	]
}