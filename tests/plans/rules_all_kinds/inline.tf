# On every endpoint that is judged, so that 402 is silent throughout.
resource "aws_security_group" "base" {
  name   = "base"
  vpc_id = aws_vpc.this.id

  ingress {
    description = "HTTPS from the VPC"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [aws_vpc.this.cidr_block]
  }
}

# Wrong: one port too many.
resource "aws_security_group" "inline_range" {
  name   = "inline-range"
  vpc_id = aws_vpc.this.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 444
    cidr_blocks = ["10.0.0.0/16"]
  }
}

# Right: no rule at all.
resource "aws_security_group" "attribute_empty" {
  name    = "attribute-empty"
  vpc_id  = aws_vpc.this.id
  ingress = []
}

# Wrong: the second of the generated rules.
resource "aws_security_group" "dynamic_two" {
  name   = "dynamic-two"
  vpc_id = aws_vpc.this.id

  dynamic "ingress" {
    for_each = [443, 80]
    content {
      protocol    = "tcp"
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = ["10.0.0.0/16"]
    }
  }
}

# Right: the protocol by number.
resource "aws_security_group" "dynamic_one" {
  name   = "dynamic-one"
  vpc_id = aws_vpc.this.id

  dynamic "ingress" {
    for_each = toset(["10.0.1.0/24", "10.0.2.0/24"])
    content {
      protocol    = "6"
      from_port   = 443
      to_port     = 443
      cidr_blocks = [ingress.key]
    }
  }
}

# Wrong: 443, but UDP.
resource "aws_security_group" "inline_udp" {
  name   = "inline-udp"
  vpc_id = aws_vpc.this.id

  ingress {
    protocol    = "udp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

# Right: members of the group itself, and members of another.
resource "aws_security_group" "inline_self" {
  name   = "inline-self"
  vpc_id = aws_vpc.this.id

  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    self            = true
    security_groups = [aws_security_group.base.id]
  }
}

# Wrong: the second block.
resource "aws_security_group" "inline_two_blocks" {
  name   = "inline-two-blocks"
  vpc_id = aws_vpc.this.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.1.0/24"]
  }

  ingress {
    protocol        = "tcp"
    from_port       = 8443
    to_port         = 8443
    security_groups = [aws_security_group.base.id]
  }
}

# Out of scope: 25 is what this endpoint, none of ECR's, is there for.
resource "aws_security_group" "mail" {
  name   = "mail"
  vpc_id = aws_vpc.this.id

  ingress {
    protocol    = "tcp"
    from_port   = 25
    to_port     = 25
    cidr_blocks = ["10.0.0.0/16"]
  }
}

# Out of scope: on no endpoint.
resource "aws_security_group" "application" {
  name   = "application"
  vpc_id = aws_vpc.this.id

  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
