variable "single" {
  default = false
}

resource "aws_subnet" "b" {
  availability_zone = "eu-west-1b"
}

resource "aws_security_group" "tight" {
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

module "rest" {
  group = local.group
}
