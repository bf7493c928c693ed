output "groups" {
  value = aws_security_group.this[*].id
}
