variable "vpc_id" {
  type = any
}

variable "group_id" {
  type = string
}

variable "group_id_2" {
  type = any
}

variable "known_names" {
  type = list(string)
}

variable "known_bool" {
  type = any
}

variable "subnet_thingmap" {
  type = map(object({ id = string, tags = map(string), vpc_id = string, nothing = optional(string, "none") }))
}

variable "group_map" {
  type = any
}

variable "table_map" {
  type = map(string)
}

resource "aws_vpc_endpoint" "other" {
  vpc_id = var.vpc_id
  service_name = "com.amazonaws.eu-west-1.${keys({ "ecr.dkr" = 1 })[0]}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = setunion([for x1 in setintersection(keys({ for x in [var.subnet_thingmap["b"].id] : x => true... }), tolist(setunion(values(var.subnet_thingmap)[*].id, tolist(values(var.subnet_thingmap)[*].id)))) : x1 if (element(split("/", "x/${(var.known_bool ? x1 : [x1, x1][max(1, 0)])}/y"), 1)) == [for k2, x in zipmap(keys(var.subnet_thingmap), values(var.subnet_thingmap)[*].id) : x if upper(k2) != "A"][index([keys({ "data" = 1 })[0]], "data")]], setunion(setunion([for k, x in { for x in [var.subnet_thingmap["b"].id] : x => x... } : x[0]], []), [for n1 in [for n in formatlist("x-%s", [lookup({ v = "1" }, "v", "z"), trimprefix("x-app", "x-"), split("|", "q|b")[1]]) : trimprefix(n, "x-")] : { for p in [for k, x in { "app" = var.subnet_thingmap["b"].id, "1" = var.subnet_thingmap["a"].id, "b" = var.subnet_thingmap["b"].id } : { key = k, id = x }] : p.key => p.id }[n1]]))
  security_group_ids = (([] == null) || (var.known_bool)) ? [try([for k1, x in var.group_map : x if startswith(k1, "k")][0], lookup({ "a" = [var.group_id_2, var.group_id_2], "b" = [var.group_id] }, "nowhere", [var.group_id, var.group_id])[((1 + 10) % 10)])] : null
}

output "vpc_list" {
  value = flatten([[]])
}

output "subnet_thingmap" {
  value = var.subnet_thingmap
}

output "subnet_list" {
  value = [for x in values({ "app" = [var.subnet_thingmap["a"].id], "b" = [var.subnet_thingmap["b"].id], "a" = [var.subnet_thingmap["b"].id, var.subnet_thingmap["a"].id, var.subnet_thingmap["b"].id] }) : element(x, 0)]
}

output "group_listmap" {
  value = { for n0 in formatlist("%s", ["app"]) : n0 => [var.group_id_2, var.group_id] }
}

output "table_list" {
  value = flatten([[var.table_map["k2"], var.table_map["k2"], var.table_map["k2"]]])
}

output "endpoint_thing" {
  value = { for i, x in [aws_vpc_endpoint.other, aws_vpc_endpoint.other] : "k${i}" => x }[trimprefix("x-k1", "x-")]
}

output "endpoint_map" {
  value = merge({ "b" = aws_vpc_endpoint.other.id, "app" = aws_vpc_endpoint.other.id }, {})
}
