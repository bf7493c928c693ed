resource "aws_security_group" "egress_all" {
  name   = "egress-all"
  vpc_id = aws_vpc.this.id
}

# Wrong: all protocols out. As type is egress, this is no fault of the way in.
resource "aws_security_group_rule" "egress_all" {
  type              = "egress"
  security_group_id = aws_security_group.egress_all.id
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
}

# Right: TCP 443 out.
resource "aws_security_group" "egress_https" {
  name   = "egress-https"
  vpc_id = aws_vpc.this.id

  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_security_group" "egress_modern_all" {
  name   = "egress-modern-all"
  vpc_id = aws_vpc.this.id
}

# Wrong: all protocols out.
resource "aws_vpc_security_group_egress_rule" "modern_all" {
  security_group_id = aws_security_group.egress_modern_all.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

# Right: the service that shares this group may need the way out.
resource "aws_security_group" "shared" {
  name   = "shared"
  vpc_id = aws_vpc.this.id

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
