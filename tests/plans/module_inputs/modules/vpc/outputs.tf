output "vpc_id" {
  value = aws_vpc.this.id
}

output "private_subnets" {
  value = [aws_subnet.a.id, aws_subnet.a2.id, aws_subnet.b.id]
}

output "subnet_a_id" {
  value = aws_subnet.a.id
}

output "subnet_a2_id" {
  value = aws_subnet.a2.id
}

output "subnet_b_id" {
  value = aws_subnet.b.id
}

output "security_group_id" {
  value = aws_security_group.endpoints.id
}

output "route_table_id" {
  value = aws_route_table.private.id
}
