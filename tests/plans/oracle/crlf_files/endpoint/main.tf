variable service {}
variable "vpc_id" {
	type = string
}
variable "subnet_ids" {}
variable "group" {}
resource "aws_vpc_endpoint" "this" {
	vpc_id = var.vpc_id
	service_name = "com.amazonaws.eu-west-1.${
		var.service
	}"
	vpc_endpoint_type = "Interface"
	private_dns_enabled = true
	subnet_ids = (
		length(var.subnet_ids) > 0
		? var.subnet_ids
		: []
	)
	security_group_ids = [var.group.id]
}