locals {
  zones = {
    "eu-west-1a" = 1
    "eu-west-1b" = 2
  }
  services = {
    for service in ["ecr.api", "ecr.dkr", "logs"] :
    service => "com.amazonaws.eu-west-1.${service}"
  }
  vpc_id             = aws_vpc.this.id
  subnet_ids         = { for zone, subnet in aws_subnet.app : zone => subnet.id }
  security_group_ids = [aws_security_group.endpoints.id]
  route_table_id     = aws_route_table.app.id
}
