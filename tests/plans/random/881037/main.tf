# Random configuration of seed 881037.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "flag_0" {
  type    = bool
  default = true
}

variable "flag_1" {
  type    = bool
  default = false
}

variable "names" {
  type    = any
  default = ["data", "b", "a"]
}

resource "aws_vpc" "this" {
  tags = { tier = "data" }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "main" {
  for_each = toset(formatlist("%s", [regex("^[^|]+", "a|q")]))
  tags = { tier = "data" }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_security_group" "private" {
  vpc_id = try((aws_vpc.this[*].id)[3], one([aws_vpc.this.id]))
  name = (!false ? "first" : "z")
  tags = { tier = regex("^[^|]+", "data|q") }
  dynamic "ingress" {
    for_each = [443, 8443]
    content {
      protocol = "tcp"
      from_port = ingress.value
      to_port = ingress.value
      cidr_blocks = ["10.0.0.0/16"]
    }
  }
}

module "net" {
  source = "./net"
  for_each = merge({ for k, x in { for i, x in [aws_security_group.private, aws_security_group.private] : "k${i}" => x } : k => x if k != base64decode(base64encode("k0")) }, { for k, x in { for i, x in [aws_security_group.private] : "k${i}" => x } : k => x if k != trimprefix("x-k0", "x-") })
  vpc_id = "vpc-aa42e2e07ae844a4c"
  group_list = flatten(chunklist([for k1, x1 in { for i, x in [aws_security_group.private] : "k${i}" => x } : [x1.id, x1.id, x1.id][floor(2.5)] if endswith(each.key, "1")], abs(-1)))
  known_names = [for n in formatlist("x-%s", [element(["app", "z"], 2)]) : trimprefix(n, "x-")]
  group_thingmap = { for i, x in [for x in merge({ for i, x in [aws_security_group.private] : "k${i}" => x }, { for i, x in [aws_security_group.private] : "k${i}" => x }) : x] : "k${i}" => x }
}

module "net_4" {
  source = "./net_4"
  for_each = toset(formatlist("%s", [join("", ["d", "ata"])]))
  vpc_id = (lookup((endswith(each.key, "a") ? tomap(zipmap(tolist(toset([jsondecode(jsonencode({ v = ["a"] })).v[0], try(tonumber("no"), "q")])), [aws_vpc.this.id, aws_vpc.this.id])) : tomap(module.net["k1"].vpc_map)), replace("b!", "!", ""), element([for x in [for x in aws_vpc.main : x].*.id : "${x}"], length([0, 0, 0, 0, 0]))))
  table_thing = { for k, x in [for x in module.net : x][floor(0.5)].table_thingmap : k => x if k != join("", ["k", "0"]) }[split("|", "q|k3")[1]]
  table_things = slice(values({ for k, x in { for i, x in [for x in module.net["k1"].table_thingmap : x] : "k${i}" => x } : k => x if k != jsondecode(jsonencode({ v = ["k3"] })).v[0] }), 0, 0)
  known_names = formatlist("%s", [(!false ? "data" : "z")])
  known_bool = contains(keys({ for k in keys(module.net["k1"].table_thingmap) : k => module.net["k1"].table_thingmap[k].id }), "a")
  subnet_thingmap = { for k, m in module.net : k => m.subnet_thing }
  group_list = [for i1, n1 in var.names : element([for x in module.net["k1"].group_thingmap : x].*.id, (true ? 5 : 7)) if contains(var.names, n1)]
  table_list = flatten([for k1, x1 in { for i, x in reverse([module.net["k1"].table_thingmap[trimspace(" k3 ")]]) : "k${i}" => x } : slice(values(module.net["k1"].table_thingmap).*.id, max(2, 0), 4)])
}

resource "aws_route_table_association" "main" {
  for_each = merge({ for k, x in { for i, x in [module.net_4["data"].table_thing, module.net_4["data"].table_thing] : "k${i}" => x } : k => x if k != trimspace(" k1 ") }, merge({ for i, x in module.net_4["data"].table_things : "k${i}" => x }, { for i, x in [for x in module.net_4["data"].table_thingmap : x] : "k${i}" => x }))
  subnet_id = concat([module.net_4["data"].subnet_id], [])[0]
  route_table_id = try(concat(lookup({ for k, m in module.net : k => m.table_list }, "nowhere", [each.value["id"], module.net["k1"].table_list[(3 - 2)]]), [(values(module.net_4)[*].table_thing)[ceil(0)]].*.id)[0], (!(each.key == lookup({ v = "k0" }, "v", "z")) ? "${module.net["k1"].table_thingmap[each.key].id}" : each.value["id"]))
}

locals {
  objects = {
    "b" = { subnets = [for p in setproduct([for n in [one(["1"]), "data"] : n], distinct([module.net_4["data"].subnet_id, module.net_4["data"].subnet_thing["id"]])) : p[1]], groups = [for i0, x0 in [for n0 in [for n in formatlist("x-%s", [substr("xya", 2, -1)]) : trimprefix(n, "x-")] : { "a" = module.net_4["data"].subnet_thing.id }[n0]] : module.net[trimspace(" k1 ")].group_id], tables = null, zone = "eu-west-1c" }
    "x.y" = { subnets = [for i, x in flatten([for i0, x0 in [aws_security_group.private][*].id : [module.net["k1"].subnet_id]]) : x if i >= 0], tables = null, zone = "eu-west-1a" }
  }
}

resource "aws_vpc_endpoint" "extra" {
  for_each = { for k, v in local.objects : k => v }
  vpc_id = zipmap([for n in [sort(["data"])[0], split("|", "q|z")[1], "s", join("", ["d", "b"]), "1", trimprefix("x-b", "x-"), replace("a!", "!", ""), lookup({ v = "r" }, "v", "z")] : n], flatten([module.net_4["data"].vpc_list, module.net_4["data"].vpc_list])).s
  service_name = "com.amazonaws.eu-west-1.${(!false ? "ecr.dkr" : "z")}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = setunion(setunion(setunion([for x1 in values(module.net)[*].subnet_id : x1 if contains([for x in module.net["k1"].subnet_thingmap : x][*].id, module.net["k1"].subnet_id)], [for x1 in [module.net["k1"].subnet_thing, module.net["k1"].subnet_thing][*].id : x1 if !(each.key == substr("xyb", 2, -1))]), keys(zipmap(tolist(lookup({ "b" = [module.net["k1"].subnet_id, module.net["k1"].subnet_id], "a" = [], "app" = [module.net["k1"].subnet_id] }, "eu-west-1b", values(module.net)[*].subnet_id)), tolist(lookup({ "b" = [module.net["k1"].subnet_id, module.net["k1"].subnet_id], "a" = [], "app" = [module.net["k1"].subnet_id] }, "eu-west-1b", values(module.net)[*].subnet_id))))), [])
  security_group_ids = setunion(flatten([for x in values({ for x1 in { for k, x in module.net["k1"].group_thingmap : k => x if k != { v = "a" }["v"] } : x1.tags["tier"] => x1.id... }) : x]), values(module.net)[*].group_id)
}

locals {
  group_lists = chunklist(flatten([concat(values({ "a" = values(module.net)[*].group_id, "data" = values(module.net)[*].group_id, "b" = [module.net["k1"].group_id] })...), flatten([for x in values({ for k0, x in { "a" = aws_security_group.private.id, "data" = (values(module.net)[*].group_id)[parseint("0", 10)], "1" = module.net["k1"].group_id } : substr(k0, 0, 1) => x... }) : x])]), length("xx"))
}

locals {
  group_bunch = try(module.net_4[element(["data", "z"], 2)].group_listmap["eu-west-1b"], concat(flatten([values(module.net)[*].group_id, [for i0, x0 in module.net["k1"].table_list : aws_security_group.private.id]]), [for k0, x in { for k, x in { for k, m in module.net : k => m.group_id } : "p-${k}" => x } : x if k0 != substr("xyp-k1", 2, -1)]))
}

locals {
  group_things = values(merge([for x in module.net : x][abs(-0)].group_thingmap, { for i, x in concat([aws_security_group.private], []) : "k${i}" => x }))
}

resource "aws_vpc_endpoint" "this" {
  vpc_id = try(compact(split(",", "%{ for x in distinct([aws_vpc.this].*.id) }${x},%{ endfor }"))[3], module.net["k1"].vpc_map[trimprefix("x-data", "x-")])
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for k, x in { for x in [for n1 in sort(reverse([])) : merge({ for i, x in module.net_4["data"].table_things[*].id : "k${i}" => x }, {})[n1]] : x => x... } : x[0]]
}

module "part" {
  source = "./part"
  for_each = [module.net_4["data"], module.net_4[lookup({ v = "data" }, "v", "z")]][((1 + 10) % 10)].table_thingmap
  vpc_id = module.net["k1"].vpc_map["data"]
  subnet_bunch = [for k1, x in { for k, x in { for k, x in { for k, x in { for i, x in module.net_4["data"].subnet_things : "k${i}" => x } : k => x.id } : k => x if k != { v = "a" }["v"] } : k => x if k != strrev(strrev("k0")) } : x if !contains(["a"], k1)]
  object_thingmap = { for k, v in local.objects : k => v }
  module_thingmap = merge(module.net, { for k, x in { for i, x in [module.net[lookup({ v = "k1" }, "v", "z")], module.net_4[keys({ "data" = 1 })[0]]] : "k${i}" => x } : k => x if k != replace("k0!", "!", "") })
  subnet_listmap = { "app" = [element(module.net["k1"].subnet_things[*].id, min(5, 9)), one(slice(values(module.net_4)[*].subnet_id, 0, 1))], "b" = [for i1, n1 in formatlist("%s", ["1", one(["a"]), coalesce(null, "", "app")]) : (var.flag_0 ? module.net_4["data"].subnet_id : (values(module.net_4)[*].subnet_id)[(true ? 0 : 7)]) if i1 % 2 == 0] }
  known_names = var.names
  known_bool = endswith(each.key, "b")
  subnet_map = merge(zipmap([base64decode(base64encode("x.y")), element(["data", "z"], 2)], matchkeys(module.net["k1"].subnet_things[*].id, module.net["k1"].subnet_things[*].availability_zone, ["eu-west-1a"])), {})
  group_list = [[aws_security_group.private, local.group_things[length([])]][parseint("1", 10)], aws_security_group.private][*].id
  table_map = merge([{ for k, x in { "b" = [module.net["k1"].table_thingmap["k0"].id, (values(module.net_4)[*].table_thing)[0].id][(true ? 0 : 7)], "1" = (values(module.net_4)[*].table_thing)[0].id } : "p-${k}" => x }, merge([{ for k in keys(module.net["k1"].table_thingmap) : k => module.net["k1"].table_thingmap[k].id }, { "app" = [(values(module.net_4)[*].table_thing)[0].id][abs(-0)], "a" = module.net["k1"].table_list[(4 - 2)] }]...)]...)
}

module "part_13" {
  source = "./part_13"
  for_each = module.net
  vpc_id = (aws_vpc.this[*].id)[min(0, 9)]
  subnet_things = [for x in module.net_4["data"].subnet_thingmap : x]
  subnet_listmap = { "data" = (can(tonumber("1")) ? { for k, v in local.objects : k => v }["x.y"].subnets : [for x in { for k, v in local.objects : k => v } : x][length([0])].subnets), "app" = slice(values({ "1" = (values(module.net_4)[*].subnet_id)[sum([0, 0])] }), max(1, 0), abs(-1)), "a" = flatten([for m in module.part : m.subnet_list]) }
  table_things = [for i1, x1 in values({ for k, m in module.net_4 : k => m.table_thing }) : x1 if lookup(aws_security_group.private.tags, "tier", "-") == "app"]
  table_thingmap = merge(module.part["b"].table_thingmap, { for k, x in module.net_4["data"].table_thingmap : k => x if k != sort(["b"])[0] })
  subnet_id = each.value.subnet_id
  object_thingmap = { for k, v in local.objects : k => v }
  known_names = var.names
  known_bool = aws_security_group.private.tags.tier == "app"
  subnet_map = { for k, x in { for k, x in { for i, x in [(values(module.net)[*].subnet_id)[sum([0, 0])]] : format("k%d", i) => x } : "p-${k}" => x } : "p-${k}" => x }
  group_list = coalescelist([], slice([local.group_things[sum([0, 0])]].*.id, sum([0, 0]), tonumber("1")))
  table_list = [for k1, x1 in { for k, m in module.net : k => m.group_id } : module.net["k1"].table_list[ceil(2)] if (module.net_4["data"].table_thing.tags.tier == "data") && (each.key == split("|", "q|k1")[1])]
}
