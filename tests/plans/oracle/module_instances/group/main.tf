variable "vpc" {
  type = object({ id = string, cidr_block = string })
}

resource "aws_security_group" "this" {
  vpc_id = var.vpc.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [var.vpc.cidr_block]
  }
}

output "id" {
  value = aws_security_group.this.id
}

output "ids" {
  value = [aws_security_group.this.id]
}
