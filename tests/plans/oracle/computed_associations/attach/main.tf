variable "groups" {
  type    = map(object({ endpoint = string, group = string }))
  default = {}
}

variable "tables" {
  type = map(list(string))
}

resource "aws_vpc_endpoint_security_group_association" "this" {
  for_each          = var.groups
  vpc_endpoint_id   = each.value.endpoint
  security_group_id = each.value.group
}

resource "aws_vpc_endpoint_route_table_association" "this" {
  for_each        = var.tables
  vpc_endpoint_id = element(each.value, 0)
  route_table_id  = element(each.value, length(each.value) - 1)
}
