variable "name" {
  type        = string
  description = "What everything in the stack is called."
}

variable "cidr" {
  type        = string
  description = "The addresses of the VPC, a block of 65,536."
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "services" {
  type        = set(string)
  description = "The services that have an interface endpoint."
}

variable "private_dns" {
  type    = bool
  default = true
}

variable "ports" {
  type        = object({ first = number, last = number })
  description = "What the endpoints' security group admits."
}

output "vpc_id" {
  value = aws_vpc.this.id
}

output "app_subnet_ids" {
  value = aws_subnet.app[*].id
}

output "repository_url" {
  value = aws_ecr_repository.this.repository_url
}
