resource "aws_security_group" "rule_clean" {
  name   = "rule-clean"
  vpc_id = aws_vpc.this.id
}

# Right: the provider writes TCP as tcp.
resource "aws_security_group_rule" "clean" {
  type              = "ingress"
  security_group_id = aws_security_group.rule_clean.id
  protocol          = "TCP"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["10.0.0.0/16"]
}

resource "aws_security_group" "rule_icmp" {
  name   = "rule-icmp"
  vpc_id = aws_vpc.this.id
}

# Wrong: ICMP, whose "ports" are a type and a code.
resource "aws_security_group_rule" "icmp" {
  type              = "ingress"
  security_group_id = aws_security_group.rule_icmp.id
  protocol          = "icmp"
  from_port         = -1
  to_port           = -1
  cidr_blocks       = ["10.0.0.0/16"]
}

resource "aws_security_group" "rule_number_all" {
  name   = "rule-number-all"
  vpc_id = aws_vpc.this.id
}

# Wrong: all ports.
resource "aws_security_group_rule" "number_all" {
  type                     = "ingress"
  security_group_id        = aws_security_group.rule_number_all.id
  protocol                 = "6"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = aws_security_group.base.id
}

resource "aws_security_group" "modern_upper" {
  name   = "modern-upper"
  vpc_id = aws_vpc.this.id
}

# Right: TCP stays in capitals in the plan.
resource "aws_vpc_security_group_ingress_rule" "upper" {
  security_group_id = aws_security_group.modern_upper.id
  ip_protocol       = "TCP"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"
}

resource "aws_security_group" "modern_six" {
  name   = "modern-six"
  vpc_id = aws_vpc.this.id
}

# Right: 6 is TCP and stays a number in the plan.
resource "aws_vpc_security_group_ingress_rule" "six" {
  security_group_id            = aws_security_group.modern_six.id
  ip_protocol                  = "6"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.base.id
}

resource "aws_security_group" "modern_all" {
  name   = "modern-all"
  vpc_id = aws_vpc.this.id
}

# Wrong: all protocols.
resource "aws_vpc_security_group_ingress_rule" "all" {
  security_group_id = aws_security_group.modern_all.id
  ip_protocol       = "-1"
  cidr_ipv4         = "10.0.0.0/16"
}

resource "aws_security_group" "modern_range" {
  name   = "modern-range"
  vpc_id = aws_vpc.this.id
}

# Wrong: one port too many.
resource "aws_vpc_security_group_ingress_rule" "range" {
  security_group_id = aws_security_group.modern_range.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 444
  cidr_ipv6         = "2001:db8::/56"
}

resource "aws_security_group" "modern_upper_udp" {
  name   = "modern-upper-udp"
  vpc_id = aws_vpc.this.id
}

# Wrong: UDP.
resource "aws_vpc_security_group_ingress_rule" "upper_udp" {
  security_group_id = aws_security_group.modern_upper_udp.id
  ip_protocol       = "UDP"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 1
}

resource "aws_security_group" "modern_prefix_list" {
  name   = "modern-prefix-list"
  vpc_id = aws_vpc.this.id
}

# Right: who may connect is not the question here.
resource "aws_vpc_security_group_ingress_rule" "prefix_list" {
  security_group_id = aws_security_group.modern_prefix_list.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_ec2_managed_prefix_list.offices.id
}
