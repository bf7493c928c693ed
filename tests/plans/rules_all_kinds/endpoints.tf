resource "aws_vpc_endpoint" "ecr_api" {
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids = [
    aws_security_group.base.id,
    aws_security_group.inline_range.id,
    aws_security_group.attribute_empty.id,
    aws_security_group.dynamic_two.id,
    aws_security_group.dynamic_one.id,
  ]
}

resource "aws_vpc_endpoint" "ecr_dkr" {
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids = [
    aws_security_group.base.id,
    aws_security_group.rule_icmp.id,
    aws_security_group.rule_clean.id,
    aws_security_group.modern_upper.id,
    aws_security_group.modern_six.id,
  ]
}

resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids = [
    aws_security_group.base.id,
    aws_security_group.modern_all.id,
    aws_security_group.modern_range.id,
    aws_security_group.inline_udp.id,
    aws_security_group.inline_self.id,
  ]
}

resource "aws_vpc_endpoint" "sts" {
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.sts"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids = [
    aws_security_group.base.id,
    aws_security_group.rule_number_all.id,
    aws_security_group.egress_all.id,
    aws_security_group.egress_https.id,
    aws_security_group.shared.id,
  ]
}

resource "aws_vpc_endpoint" "ssm" {
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.ssm"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids = [
    aws_security_group.base.id,
    aws_security_group.modern_prefix_list.id,
    aws_security_group.egress_modern_all.id,
    aws_security_group.inline_two_blocks.id,
    aws_security_group.modern_upper_udp.id,
  ]
}

resource "aws_vpc_endpoint" "email_smtp" {
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.email-smtp"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids = [
    aws_security_group.mail.id,
  ]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.this.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.app.id]
}
