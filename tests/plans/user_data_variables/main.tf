# User data that puts a VPC in use, of which the plan shows a hash: through a variable, and around a name.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "user_data" {
  type      = string
  sensitive = true
  default   = <<-EOT
    #!/bin/sh
    docker run 123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1
  EOT
}

variable "other" {
  type    = string
  default = "echo hello"
}

resource "aws_vpc" "this" {
  for_each             = toset(["variable", "around_a_name", "other"])
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each          = aws_vpc.this
  vpc_id            = each.value.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_ecs_cluster" "this" {
  name = "app"
}

resource "aws_instance" "variable" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"
  subnet_id     = aws_subnet.this["variable"].id
  user_data     = var.user_data
}

resource "aws_instance" "around_a_name" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"
  subnet_id     = aws_subnet.this["around_a_name"].id
  user_data     = "#!/bin/sh\necho ECS_CLUSTER=${aws_ecs_cluster.this.name} >> /etc/ecs/ecs.config\n"
}

resource "aws_instance" "other" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.small"
  subnet_id     = aws_subnet.this["other"].id
  user_data     = var.other
}
