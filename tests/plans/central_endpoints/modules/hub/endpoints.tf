resource "aws_vpc_endpoint" "ecr_api" {
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = false
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_route53_zone" "ecr_api" {
  name = "api.ecr.eu-west-1.amazonaws.com"

  vpc {
    vpc_id = aws_vpc.this.id
  }
}

resource "aws_route53_record" "ecr_api" {
  zone_id = aws_route53_zone.ecr_api.zone_id
  name    = "api.ecr.eu-west-1.amazonaws.com"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.ecr_api.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.ecr_api.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_vpc_endpoint" "ecr_dkr" {
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = false
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_route53_zone" "ecr_dkr" {
  name = "dkr.ecr.eu-west-1.amazonaws.com"

  vpc {
    vpc_id = aws_vpc.this.id
  }
}

resource "aws_route53_record" "ecr_dkr" {
  zone_id = aws_route53_zone.ecr_dkr.zone_id
  name    = "dkr.ecr.eu-west-1.amazonaws.com"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.ecr_dkr.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.ecr_dkr.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = false
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_route53_zone" "logs" {
  name = "logs.eu-west-1.amazonaws.com"

  vpc {
    vpc_id = aws_vpc.this.id
  }
}

resource "aws_route53_record" "logs" {
  zone_id = aws_route53_zone.logs.zone_id
  name    = "logs.eu-west-1.amazonaws.com"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.logs.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.logs.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}

# Image hosts are names below the zone: 123456789012.dkr.ecr...
resource "aws_route53_record" "ecr_dkr_wildcard" {
  count   = var.wildcard ? 1 : 0
  zone_id = aws_route53_zone.ecr_dkr.zone_id
  name    = "*.dkr.ecr.eu-west-1.amazonaws.com"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.ecr_dkr.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.ecr_dkr.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}
