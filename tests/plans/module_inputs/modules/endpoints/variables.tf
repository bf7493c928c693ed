variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "subnet_a_id" {
  type = string
}

variable "subnet_a2_id" {
  type = string
}

variable "subnet_b_id" {
  type = string
}

variable "security_group_id" {
  type = string
}

variable "route_table_id" {
  type = string
}
