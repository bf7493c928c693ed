variable "vpc_id" {
  type = any
}

variable "known_names" {
  type = list(string)
  nullable = false
}

variable "known_bool" {
  type = bool
  nullable = false
}

module "part" {
  source = "./part"
  for_each = toset(sort(setunion([trimspace(" data "), join("", ["x", ".y"])], [])))
  vpc_id = [for p in setproduct(keys({ "app" = 0 }), [for i in range(length([var.vpc_id])) : element([var.vpc_id], i)]) : p[1]][floor(0.5)]
  known_names = var.known_names
  known_bool = contains(var.known_names, each.value)
}

output "vpc_thing" {
  value = [for x in { for i, x in [for m in module.part : m.vpc_thing] : "k${i}" => x } : x][length([])]
}

output "vpc_things" {
  value = concat([for m in module.part : m.vpc_thing], [])
}

output "vpc_thingmap" {
  value = { for i, x in values({ for i, x in [for m in module.part : m.vpc_thing] : "k${i}" => x }) : "k${i}" => x }
}

output "vpc_id" {
  value = ({ k = (values(module.part)[*].vpc_id)[(true ? 1 : 7)], z = null }.k)
}

output "subnet_list" {
  value = ("1" == tostring(1) ? [] : ["subnet-0123456789abcdef0", "subnet-0123456789abcdef0"])
}

output "group_id" {
  value = (alltrue([]) ? ["sg-0123456789abcdef0"][ceil(0)] : ["sg-0123456789abcdef0", "sg-0123456789abcdef0", "sg-0123456789abcdef0"][tonumber("0")])
}
